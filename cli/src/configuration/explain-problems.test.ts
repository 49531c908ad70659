import { configurationProblems } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import { explainProblems } from './explain-problems.ts';
import { configurationSchema } from './schema.ts';

const source = `import { defineConfig, jira } from '@signalbox/cli';

export default defineConfig({
  sites: { support: jira({ baseUrl: 'https://example.atlassian.net' }) },
  fields: {
    category: {
      from: 'custom.Topic',
      mode: 'aply',
    },
  },
  prot: 1,
});
`;

const explained = (configuration: unknown): string =>
  explainProblems(
    'signalbox.config.ts',
    source,
    configurationProblems(configurationSchema.safeParse(configuration).error?.issues ?? []),
  );

test('a wrong value names its line and what to write', () => {
  expect(explained({ sites: {}, fields: { category: { mode: 'aply' } } })).toBe(
    "signalbox.config.ts:8  fields.category.mode: write 'off', 'suggest' or 'apply'\n\n  8 |       mode: 'aply',\n",
  );
});

test('an unknown setting is named with its line, and before what its spelling left missing', () => {
  expect(explained({ site: {}, prot: 1 })).toMatch(
    /^signalbox\.config\.ts {2}site: unknown setting "site".*:11 {2}prot: unknown.*sites: write sites: \{/s,
  );
});

test('a setting of the whole file inside something else is told where it belongs', () => {
  expect(explained({ sites: {}, fields: { category: { port: 1 } } })).toContain('belongs beside "sites"');
});

test.each([
  [{ sites: [] }, 'sites: write sites: { support: jira({ … }) }'],
  [{ sites: {}, port: '1' }, 'port: write a number, without quotes'],
  [{ sites: {}, writesPerHour: 0 }, 'writesPerHour: write a number above 0'],
  [{ sites: {}, port: 70_000 }, 'port: write a number up to 65535'],
  [{ sites: {}, types: 'incident' }, 'types: write a list, in [ ]'],
  [{ sites: {}, types: ['bug'] }, "types.0: write 'incident' or 'request' or 'problem' or 'change'"],
  [{ sites: { Support: {} } }, 'a site name is lower case letters, digits and hyphens'],
  [{ sites: {}, fields: { category: { from: 'topic' } } }, 'a field path is one of summary,'],
  [{ sites: {}, fields: { category: 'suggest' } }, "fields.category: write { mode: 'suggest' }"],
  [
    { sites: {}, fields: { category: { mode: 'apply', enabledBy: 'Robin' } } },
    "enabledBy: write { by: 'NAME', at: '2026-01-31' }",
  ],
  [
    { sites: {}, fields: { category: { mode: 'apply', enabledBy: { by: 'Robin', at: '1 March' } } } },
    "enabledBy.at: write a date, as in '2026-01-31'",
  ],
  [() => ({}), 'the configuration: write export default defineConfig({ … })'],
])('%o: what to write, in words', (configuration, words) => {
  expect(explained(configuration)).toContain(words);
});
