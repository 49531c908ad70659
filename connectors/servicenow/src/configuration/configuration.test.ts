import { secretValue } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import { instanceUrl, integrationUser, serviceNowConfigurationSchema } from './configuration.ts';

const password = secretValue('hunter2-hunter2');
const good = {
  baseUrl: 'https://example.service-now.com/',
  authentication: { kind: 'basic', user: 'signalbox', password },
  webhookSecret: password,
};

const complaints = (settings: unknown) => {
  const result = serviceNowConfigurationSchema.safeParse(settings);
  return result.success ? [] : result.error.issues.map((issue) => issue.message);
};

test('little has to be written', () => {
  const configuration = serviceNowConfigurationSchema.parse(good);
  expect(configuration).toMatchObject({ tables: ['incident'], customFields: [], share: 0.25 });
  expect(integrationUser(configuration)).toBe('signalbox');
  expect(instanceUrl(configuration)).toBe('https://example.service-now.com');
  // Reading it twice changes nothing: whoever opens the site checks it again.
  expect(serviceNowConfigurationSchema.parse(configuration)).toEqual(configuration);
});

test('http is for the own machine only', () => {
  for (const host of ['localhost', '127.0.0.1', '[::1]']) {
    expect(complaints({ ...good, baseUrl: `http://${host}:8080` })).toEqual([]);
  }
  for (const baseUrl of [
    'http://example.service-now.com',
    'ftp://x',
    'example',
    'https://u:p@example.com',
    'http://127.0.0.1.evil.example',
  ]) {
    expect(complaints({ ...good, baseUrl }).join()).toMatch(/write baseUrl: 'https:/);
  }
});

test('each mistake says what to write, and shows no secret', () => {
  const mistakes: readonly [unknown, RegExp][] = [
    [{ ...good, authentication: { kind: 'basic', user: 'x', password: 'hunter2' } }, /secret\('NAME/],
    [{ ...good, authentication: { kind: 'magic' } }, /write authentication: \{ kind: 'basic'/],
    [{ ...good, webhookSecret: 'hunter2' }, /write webhookSecret/],
    [{ ...good, webhookSecret: [] }, /write webhookSecret/],
    [{ ...good, tables: ['cmdb_ci'] }, /write tables: \['incident'\]/],
    [{ ...good, tables: [] }, /at least one/],
    [{ ...good, customFields: ['Topic'] }, /write customFields: \['u_topic'\]/],
    [{ ...good, share: 4 }, /write share/],
    [{ ...good, authentication: { kind: 'api-key', key: password } }, /write integrationUser/],
  ];
  for (const [settings, expected] of mistakes) {
    const said = complaints(settings).join('; ');
    expect(said).toMatch(expected);
    expect(said).not.toContain('hunter2');
  }
});
