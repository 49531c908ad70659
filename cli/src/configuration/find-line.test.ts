import { expect, test } from 'vitest';
import { findLine, findRepeatedKey } from './find-line.ts';

const source = `import { defineConfig, jira } from '@signalbox/cli';
// fields: { category: { mode: 'apply' } }
const common = { port: '8480', model: 'a, host: "b"' };
const rules = [{ name: 'a' }, { name: 'b' }];

export default defineConfig({
  ...common,
  /* humanQueue: 'mark', */
  sites: {
    a: jira({ baseUrl: 'https://a.atlassian.net', authentication: { kind: 'api-token' } }),
    'b-2': jira({
      baseUrl: 'https://b.atlassian.net', // authentication: none
      authentication: { kind: 'nope' },
    }),
  },
  fields: {
    topic: { from: 'custom.Topic', mode: 'suggest' },
    category: {
      // mode: 'apply' later
      mode: 'aply',
    },
    ...{ urgency: { mode: 'of' } },
  },
  humanQueue: 'marc',
  host: 8,
  rules,
});
`;

test.each([
  [['fields', 'category', 'mode'], 20],
  [['fields', 'category', 'from'], 18],
  [['fields', 'urgency', 'mode'], 22],
  [['sites', 'a', 'authentication', 'kind'], 10],
  [['sites', 'b-2', 'authentication', 'kind'], 13],
  [['humanQueue'], 24],
  [['host'], 25],
  [['port'], 3],
  [['rules', 1, 'name'], 4],
])('%j is found where it is written, past comments, texts, neighbours and names', (path, line) => {
  expect(findLine(source, path)?.line).toBe(line);
});

test('what is not written has no line', () => {
  expect(findLine(source, ['nowhere'])).toBeNull();
  expect(findLine('', ['port'])).toBeNull();
});

test('a configuration that has a name of its own is followed', () => {
  const named = "const config = {\n  port: 'x',\n};\nexport default config;\n";
  expect(findLine(named, ['port'])).toEqual({ line: 2, text: "  port: 'x'," });
});

test('of two sites of the same name JavaScript keeps one without a word: both lines are found', () => {
  expect(findRepeatedKey(source)).toBeNull();
  const twice =
    "export default defineConfig({\n  sites: {\n    a: jira({}),\n    'a': jira({}),\n  },\n});\n";
  expect(findRepeatedKey(twice)).toEqual({ path: ['sites', 'a'], lines: [3, 4] });
});
