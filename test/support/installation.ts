import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { JiraVendor, ServiceNowVendor } from './vendors.ts';

/** The token of the administrator of a test's installation. */
export const adminToken = 'an-admin-token-for-tests-0123456789';

/** A folder as an administrator has it: a configuration, secrets in the environment, and the packages. */
export interface Installation {
  readonly directory: string;
  /** What the configuration's secrets are called in the environment. */
  readonly env: Readonly<Record<string, string>>;
  /** Writes `signalbox.config.ts`. */
  write(source: string): Promise<void>;
  remove(): Promise<void>;
}

export async function makeInstallation(
  source: string,
  env: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const directory = await mkdtemp(join(tmpdir(), 'signalbox-installation-'));
  // PostgreSQL runs as another user where tests run as root, and has to get through.
  await chmod(directory, 0o711);
  await symlink(
    fileURLToPath(new URL('../../node_modules', import.meta.url)),
    join(directory, 'node_modules'),
  );
  const write = async (text: string): Promise<void> =>
    await writeFile(join(directory, 'signalbox.config.ts'), text);
  await write(source);
  return {
    directory,
    env: { SIGNALBOX_TOKEN: adminToken, ...env },
    write,
    remove: () => rm(directory, { recursive: true, force: true }),
  };
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const closed = Promise.withResolvers<void>();
  server.close(() => closed.resolve());
  await closed.promise;
  return port;
}

const accountSchema = z.object({ accountId: z.string() });

/** The environment that {@link siteSources} reads its secrets from. */
export function siteSecrets(jira: JiraVendor, servicenow: ServiceNowVendor): Record<string, string> {
  return {
    JIRA_TOKEN: jira.sandbox.credentials.apiToken ?? '',
    JIRA_WEBHOOK: jira.sandbox.webhookSecret,
    SERVICENOW_PASSWORD: servicenow.sandbox.credentials.password ?? '',
    SERVICENOW_WEBHOOK: servicenow.sandbox.webhookSecret,
  };
}

/** The two sites as an administrator writes them. */
export function siteSources(jira: JiraVendor, servicenow: ServiceNowVendor): string {
  return `
    jira: jira({
      baseUrl: '${jira.served.url}',
      authentication: { kind: 'api-token', email: '${jira.sandbox.credentials.email}', token: secret('JIRA_TOKEN') },
      webhookSecret: secret('JIRA_WEBHOOK'),
      accountId: '${accountSchema.parse(jira.sandbox.configuration).accountId}',
      longestRequestMs: 2_000,
      share: 1,
    }),
    servicenow: servicenow({
      baseUrl: '${servicenow.served.url}',
      authentication: { kind: 'basic', user: '${servicenow.sandbox.credentials.user}', password: secret('SERVICENOW_PASSWORD') },
      webhookSecret: secret('SERVICENOW_WEBHOOK'),
      longestRequestMs: 2_000,
      share: 1,
    }),`;
}

/** A whole configuration file around `settings` and `sites`. */
export function configurationSource(sites: string, settings = ''): string {
  return `import { defineConfig, jira, secret, servicenow } from '@signalbox/cli';

export default defineConfig({
  ${settings}
  sites: {${sites}
  },
});
void [jira, secret, servicenow];
`;
}
