// A first configuration: one Jira site, one field, suggestions only. docs/getting-started.md walks through it,
// docs/configuration.md lists every setting.
import { defineConfig, jira, secret } from '@signalbox/cli';

export default defineConfig({
  database: 'embedded:./data',
  adminToken: secret('SIGNALBOX_TOKEN'),
  sites: {
    support: jira({
      baseUrl: process.env['JIRA_URL'] ?? 'https://your-site.atlassian.net',
      authentication: {
        kind: 'api-token',
        email: process.env['JIRA_EMAIL'] ?? 'signalbox@example.com',
        token: secret('JIRA_TOKEN'),
      },
      webhookSecret: secret('JIRA_WEBHOOK'),
    }),
  },
  fields: {
    category: { from: 'custom.Topic', mode: 'suggest' },
  },
});
