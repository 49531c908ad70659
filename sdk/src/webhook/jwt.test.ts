import { UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { secretValue } from '../secret/index.ts';
import { signJwt, verifyJwt } from './jwt.ts';

const secret = secretValue('a client secret of thirty-two bytes');
const other = secretValue('another secret of thirty-two bytes!');
const now = Date.UTC(2026, 0, 1);
const times = { issuedAt: now, expiresAt: now + 180_000 };
const token = () => signJwt(secret, { iss: 'jira', aud: 'signalbox', context: { clientKey: 'k' } }, times);

describe('accepted', () => {
  test('a token of ours, bare or as a header, with either of two live secrets', async () => {
    const jwt = await token();
    for (const written of [jwt, `Bearer ${jwt}`, `JWT ${jwt}`]) {
      const claims = await verifyJwt({ secrets: [other, secret], token: written, now, issuer: 'jira' });
      expect(claims).toMatchObject({ iss: 'jira', context: { clientKey: 'k' } });
    }
  });
});

describe('refused', () => {
  const refused = async (more: Partial<Parameters<typeof verifyJwt>[0]>, code = 'signature') =>
    expect(verifyJwt({ secrets: secret, token: await token(), now, ...more })).rejects.toMatchObject({
      code,
    });

  test('no token', () => refused({ token: undefined }));
  test('another secret', () => refused({ secrets: other }));
  test('another issuer', () => refused({ issuer: 'servicenow' }));
  test('another audience', () => refused({ audience: 'someone' }));
  test('not a token', () => refused({ token: 'Bearer a.b.c' }));
  test('expired: a replay', () => refused({ now: now + 300_000 }, 'replay'));
  test('unsigned', () =>
    refused({ token: new UnsecuredJWT({ iss: 'jira' }).setExpirationTime('2h').encode() }));
  test('changed claims', async () => {
    const [head, , tail] = (await token()).split('.');
    const claims = Buffer.from(JSON.stringify({ iss: 'jira', exp: 9e9 })).toString('base64url');
    await refused({ token: `${head}.${claims}.${tail}` });
  });
});
