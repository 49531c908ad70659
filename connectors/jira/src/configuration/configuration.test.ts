import { openSite, secretValue } from '@signalbox/sdk';
import { describe, expect, it } from 'vitest';
import { jira } from '../index.ts';
import { apiBaseUrl, jiraConfigurationSchema } from './index.ts';

const right = {
  baseUrl: 'https://example.atlassian.net/',
  authentication: { kind: 'api-token', email: 'signalbox@example.com', token: secretValue('a-secret-token') },
  webhookSecret: secretValue('hook'),
} as const;

const complaintAbout = (configuration: unknown): string => {
  const { connector } = jira(right);
  try {
    openSite(connector, { name: 'support', configuration });
  } catch (error) {
    return error instanceof Error ? error.message : '';
  }
  return '';
};

describe('the configuration', () => {
  it('is complete with an address, credentials and a webhook secret', () => {
    expect(jiraConfigurationSchema.parse(right)).toMatchObject({
      baseUrl: 'https://example.atlassian.net',
      share: 0.25,
      humanQueueLabel: 'signalbox-human',
      explanation: 'internal',
      longestRequestMs: 60_000,
    });
  });

  it('sends an OAuth 2.0 client through the gateway', () => {
    const configuration = jiraConfigurationSchema.parse({
      ...right,
      authentication: { kind: 'oauth2', clientId: 'c', clientSecret: secretValue('s'), cloudId: 'abc-1' },
    });
    expect(apiBaseUrl(configuration)).toBe('https://api.atlassian.com/ex/jira/abc-1');
  });

  it('opens as a site', () => {
    const { connector, configuration } = jira(right);
    expect(openSite(connector, { name: 'support', configuration }).baseUrl).toBe(
      'https://example.atlassian.net',
    );
  });

  it.each(['http://127.0.0.1:4010', 'http://localhost:4010'])(
    'accepts plain http on this machine: %s',
    (baseUrl) => {
      expect(complaintAbout({ ...right, baseUrl })).toBe('');
    },
  );

  it.each([
    [
      'baseUrl',
      { ...right, baseUrl: 'http://example.atlassian.net' },
      "as in 'https://your-site.atlassian.net'",
    ],
    ['baseUrl', { ...right, baseUrl: 'example.atlassian.net' }, "as in 'https://your-site.atlassian.net'"],
    ['baseUrl', { ...right, baseUrl: undefined }, "as in 'https://your-site.atlassian.net'"],
    ['authentication', { ...right, authentication: { kind: 'password' } }, "kind: 'api-token'"],
    [
      'authentication.email',
      { ...right, authentication: { ...right.authentication, email: 'x' } },
      'e-mail address',
    ],
    [
      'authentication.token',
      { ...right, authentication: { ...right.authentication, token: 'plain' } },
      "secret('NAME",
    ],
    ['webhookSecret', { ...right, webhookSecret: 'plain' }, 'secret('],
    ['webhookSecret', { ...right, webhookSecret: [] }, "write secret('JIRA_WEBHOOK')"],
    ['share', { ...right, share: 25 }, 'above 0 and at most 1'],
    ['humanQueueLabel', { ...right, humanQueueLabel: 'two words' }, 'no spaces'],
    ['explanation', { ...right, explanation: 'public' }, "'internal' or 'public-elsewhere'"],
    ['shares', { ...right, shares: 1 }, 'unknown setting'],
  ])('names the line %s and what to write', (path, configuration, advice) => {
    const complaint = complaintAbout(configuration);
    expect(complaint).toContain(`sites.support.${path}`);
    expect(complaint).toContain(advice);
  });

  it('never shows a secret, not even one in the wrong place', () => {
    const complaint = complaintAbout({ ...right, webhookSecret: 'hunter2', share: 'hunter2' });
    expect(complaint).not.toContain('hunter2');
    expect(JSON.stringify(jiraConfigurationSchema.parse(right))).not.toContain('a-secret-token');
  });
});
