import { describe, expect, test } from 'vitest';
import { ManualClock } from '../clock/index.ts';
import type { TransportRequest, TransportResponse } from '../http/index.ts';
import { secretValue } from '../secret/index.ts';
import { type OAuth2ClientCredentials, oauth2ClientCredentials } from './oauth2-client-credentials.ts';
import { apiKeyAuthentication, basicAuthentication, bearerAuthentication } from './static-authentication.ts';

const clock = new ManualClock();
const context = { clock, signal: undefined, transport: () => Promise.reject(new Error('nothing to fetch')) };

test('static credentials are written as their standards say', async () => {
  // The example of RFC 7617, 2.
  expect(await basicAuthentication('Aladdin', secretValue('open sesame')).headers(context)).toEqual({
    authorization: 'Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==',
  });
  expect(await basicAuthentication('test', secretValue('123£')).headers(context)).toEqual({
    authorization: 'Basic dGVzdDoxMjPCow==',
  });
  expect(await bearerAuthentication(secretValue('mF_9.B5f-4.1JqM')).headers(context)).toEqual({
    authorization: 'Bearer mF_9.B5f-4.1JqM',
  });
  expect(await apiKeyAuthentication('X-SN-ApiKey', secretValue('k')).headers(context)).toEqual({
    'x-sn-apikey': 'k',
  });
});

describe('OAuth 2 client credentials', () => {
  function endpoint(
    answer: (count: number) => Partial<TransportResponse> | Promise<Partial<TransportResponse>>,
  ) {
    const time = new ManualClock();
    const sent: TransportRequest[] = [];
    const transport = async (request: TransportRequest): Promise<TransportResponse> => {
      sent.push(request);
      return { status: 200, headers: {}, body: '', ...(await answer(sent.length)) };
    };
    return { time, sent, context: { transport, clock: time, signal: undefined } };
  }
  const token = (count: number) => ({
    body: JSON.stringify({ access_token: `token-${count}`, token_type: 'bearer', expires_in: 600 }),
  });
  const options: OAuth2ClientCredentials = {
    tokenUrl: 'https://auth.example.com/oauth/token',
    clientId: 'client',
    clientSecret: secretValue('s3cret+&'),
    scope: 'read write',
    extraParameters: { audience: 'api.example.com' },
    style: 'form',
  };

  test('asks in the form of RFC 6749, or in JSON', async () => {
    const form = endpoint(token);
    await oauth2ClientCredentials(options).headers(form.context);
    expect(form.sent[0]?.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(Object.fromEntries(new URLSearchParams(form.sent[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'client',
      client_secret: 's3cret+&',
      scope: 'read write',
      audience: 'api.example.com',
    });
    const json = endpoint(token);
    await oauth2ClientCredentials({ ...options, style: 'json' }).headers(json.context);
    expect(JSON.parse(json.sent[0]?.body ?? '')).toMatchObject({ grant_type: 'client_credentials' });
  });

  test('fetches one token for all who wait, keeps it, and replaces it before it ends', async () => {
    const { context, sent, time } = endpoint(token);
    const authentication = oauth2ClientCredentials(options);
    const all = await Promise.all(Array.from({ length: 10 }, () => authentication.headers(context)));
    expect(new Set(all.map(({ authorization }) => authorization))).toEqual(new Set(['Bearer token-1']));
    await time.advance(539_000);
    expect(await authentication.headers(context)).toEqual({ authorization: 'Bearer token-1' });
    await time.advance(2_000);
    expect(await authentication.headers(context)).toEqual({ authorization: 'Bearer token-2' });
    expect(sent).toHaveLength(2);
  });

  test('drops a refused token, but not the new one that another request has just fetched', async () => {
    const { context, sent, time } = endpoint(token);
    const authentication = oauth2ClientCredentials(options);
    await authentication.headers(context);
    await time.advance(60_000);
    await authentication.headers(context);
    expect(authentication.refresh?.()).toBe(true);
    expect(await authentication.headers(context)).toEqual({ authorization: 'Bearer token-2' });
    expect(authentication.refresh?.()).toBe(true);
    expect(await authentication.headers(context)).toEqual({ authorization: 'Bearer token-2' });
    expect(sent).toHaveLength(2);
  });

  test('a failed fetch is told in words and tried again by the next request', async () => {
    const { context } = endpoint((count) =>
      count === 1 ? { status: 401, body: '{"secret":"s3cret"}' } : token(count),
    );
    const authentication = oauth2ClientCredentials(options);
    const error: unknown = await authentication.headers(context).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'authentication', statusCode: 401 });
    expect(String(error)).not.toContain('s3cret');
    expect(await authentication.headers(context)).toEqual({ authorization: 'Bearer token-2' });
  });

  test.each([
    ['an outage', { status: 503 }, 'vendor-unavailable'],
    ['a page that is not JSON', { body: '<html>' }, 'authentication'],
    ['no token', { body: '{}' }, 'authentication'],
  ])('%s is an error with a meaning', async (_, answer, code) => {
    const { context } = endpoint(() => answer);
    await expect(oauth2ClientCredentials(options).headers(context)).rejects.toMatchObject({ code });
  });

  test('sends the client secret over https only, and never to a link-local address', () => {
    for (const tokenUrl of ['http://auth.example.com/t', 'https://169.254.169.254/t', 'nonsense', '']) {
      expect(() => oauth2ClientCredentials({ ...options, tokenUrl })).toThrow(/tokenUrl/);
    }
    expect(oauth2ClientCredentials({ ...options, tokenUrl: 'http://127.0.0.1:1/t' }).origins).toEqual([
      'http://127.0.0.1:1',
    ]);
  });
});
