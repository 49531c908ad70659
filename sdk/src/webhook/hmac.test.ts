import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { secretValue } from '../secret/index.ts';
import { type HmacVerification, signHmac, verifyHmac } from './hmac.ts';

const secret = secretValue("It's a Secret to Everybody");
// GitHub's published example, of the same form as Jira's X-Hub-Signature.
const example: HmacVerification = {
  secrets: secret,
  body: 'Hello, World!',
  signature: 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
  encoding: 'hex',
  prefix: 'sha256=',
  algorithm: 'sha256',
};
const other = secretValue('another');

test('the published example is accepted', () => expect(() => verifyHmac(example)).not.toThrow());

test('what is signed is accepted, in both encodings, with either of two live secrets', () => {
  fc.assert(
    fc.property(
      fc.uint8Array(),
      fc.constantFrom('hex' as const, 'base64' as const),
      fc.constantFrom('sha1' as const, 'sha256' as const, 'sha512' as const),
      fc.constantFrom('', 'sha256='),
      (body, encoding, algorithm, prefix) => {
        const options = { body, encoding, algorithm, prefix };
        const signature = signHmac(secret, options);
        for (const secrets of [secret, [secret, other], [other, secret]]) {
          expect(() => verifyHmac({ ...options, secrets, signature })).not.toThrow();
        }
        expect(() => verifyHmac({ ...options, secrets: [other], signature })).toThrow();
      },
    ),
  );
});

describe('anything else is refused with the code "signature"', () => {
  const refused = (more: Partial<HmacVerification>) =>
    expect(() => verifyHmac({ ...example, ...more })).toThrow(expect.objectContaining({ code: 'signature' }));

  test('one changed bit of the body', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), fc.nat(7), (body, position, bit) => {
        const options = { body, encoding: 'hex', algorithm: 'sha256' } as const;
        const signature = signHmac(secret, options);
        const changed = body.slice();
        const index = position % body.length;
        changed[index] = (changed[index] ?? 0) ^ (1 << bit);
        expect(() => verifyHmac({ ...options, body: changed, secrets: secret, signature })).toThrow();
      }),
    );
  });

  test('a missing signature, an empty one, no prefix, another method, a cut one, no secret at all', () => {
    refused({ signature: undefined });
    refused({ signature: '' });
    refused({ signature: example.signature?.replace('sha256=', '') });
    refused({ signature: example.signature?.replace('sha256=', 'sha1=') });
    refused({ signature: example.signature?.slice(0, -1) });
    refused({ secrets: [] });
    refused({ signature: 'sha256=' });
  });

  test('whatever a stranger writes', () => {
    fc.assert(
      fc.property(fc.string(), (signature) => {
        refused({ signature });
      }),
    );
  });
});

test('hexadecimal digits may be upper case', () => {
  const digits = example.signature?.slice('sha256='.length).toUpperCase();
  expect(() => verifyHmac({ ...example, signature: `sha256=${digits}` })).not.toThrow();
});
