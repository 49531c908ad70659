import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isLinkLocalAddress } from './address-guard.ts';
import { isOwnOrigin, requestUrl } from './request-url.ts';

const permitted = {
  site: 'support',
  baseUrl: 'https://example.com/jira/',
  origins: ['https://api.example.net'],
};
const code = (path: string, from = permitted) => {
  try {
    return requestUrl(from, { path }).href;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

test('a path goes under the base URL, with its query', () => {
  const query = { jql: 'a = "b c" & d', fields: ['x', 'y'], max: 5, all: true, none: undefined };
  expect(requestUrl(permitted, { path: '/rest/api/3/search', query }).href).toBe(
    'https://example.com/jira/rest/api/3/search?jql=a%20%3D%20%22b%20c%22%20%26%20d&fields=x&fields=y&max=5&all=true',
  );
  expect(requestUrl(permitted, { path: '/a?b=1', query: { c: 2 } }).search).toBe('?b=1&c=2');
});

test('a value in a query comes out as it went in', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (value) => {
      const url = requestUrl(permitted, { path: '/a', query: { value } });
      expect(url.searchParams.get('value')).toBe(value);
    }),
  );
});

describe('where a request may go', () => {
  test('a declared origin, but not as the site itself', () => {
    const url = requestUrl(permitted, { path: 'https://api.example.net/x' });
    expect(isOwnOrigin(permitted, url)).toBe(false);
    expect(isOwnOrigin(permitted, requestUrl(permitted, { path: '/x' }))).toBe(true);
  });

  test.each([
    ['another host', 'https://evil.example/x'],
    ['the same host over http', 'http://example.com/jira/x'],
    ['the same host on another port', 'https://example.com:8443/jira/x'],
    ['another scheme', 'file:///etc/passwd'],
    ['user information that looks like the host', 'https://example.com@evil.example/'],
    ['out of the base path', '/../admin'],
    ['out of the base path, encoded', '/%2e%2e/admin'],
    ['out of the base path, with backslashes', '/..\\admin'],
    ['an unusable address', 'https://'],
  ])('not to %s', (_, path) => expect(code(path)).toBe('forbidden-origin'));

  test('not to a link-local address, even a declared one, however it is written', () => {
    const hosts = ['169.254.169.254', '0xA9FEA9FE', '2852039166', '[fe80::1]', '[::ffff:169.254.1.1]'];
    for (const host of hosts) {
      const origin = `http://${host}`;
      expect(code('/x', { site: 's', baseUrl: origin, origins: [] })).toBe('forbidden-origin');
    }
  });

  test('a path never leaves the origin of the site', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'/\\.:@?#%2eab[]') }), (path) => {
        const result = code(`/${path}`);
        expect(result === 'forbidden-origin' || result?.startsWith('https://example.com/jira')).toBe(true);
      }),
    );
  });
});

test('link-local means 169.254/16 and fe80::/10, and nothing else', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      expect(isLinkLocalAddress(address)).toBe(address.startsWith('169.254.'));
    }),
  );
  expect(isLinkLocalAddress('febf::1%eth0')).toBe(true);
  expect(isLinkLocalAddress('fec0::1')).toBe(false);
  expect(isLinkLocalAddress('example.com')).toBe(false);
});
