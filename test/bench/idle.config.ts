import { defineConfig, jira, secret, servicenow } from '@signalbox/cli';

/** What the bench starts `signalbox` with: two sandboxes, their addresses and secrets from the environment. */
const { env } = process;

export default defineConfig({
  database: `embedded:${env.BENCH_DATABASE}`,
  port: Number(env.BENCH_PORT),
  adminToken: secret('BENCH_TOKEN'),
  sites: {
    jira: jira({
      baseUrl: env.BENCH_JIRA ?? '',
      authentication: {
        kind: 'api-token',
        email: env.BENCH_JIRA_EMAIL ?? '',
        token: secret('BENCH_JIRA_TOKEN'),
      },
      webhookSecret: secret('BENCH_JIRA_WEBHOOK'),
    }),
    servicenow: servicenow({
      baseUrl: env.BENCH_SERVICENOW ?? '',
      authentication: {
        kind: 'basic',
        user: env.BENCH_SERVICENOW_USER ?? '',
        password: secret('BENCH_SERVICENOW_PASSWORD'),
      },
      webhookSecret: secret('BENCH_SERVICENOW_WEBHOOK'),
    }),
  },
  fields: { category: { from: { jira: 'custom.Topic', servicenow: 'category' } } },
});
