import { configurationSchema } from '@signalbox/cli';
import { jiraConnector } from '@signalbox/connector-jira';
import { serviceNowConnector } from '@signalbox/connector-servicenow';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { codeOf, readPage, tableBelow } from './markdown.ts';

interface ObjectSchema {
  readonly properties: Readonly<Record<string, { readonly default?: unknown } & Partial<ObjectSchema>>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: unknown;
}

function described(schema: z.ZodType): ObjectSchema {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as unknown as ObjectSchema;
}

/** As a person would write it: `'text'`, `['a', 'b']`, `{}`. */
function written(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`;
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  return JSON.stringify(value);
}

const configuration = described(configurationSchema);
const oneField = configuration.properties['fields']?.additionalProperties as ObjectSchema;

test.each([
  ['configuration', configuration],
  ['configuration.fields.*', oneField],
  ['jira', described(jiraConnector.configuration)],
  ['servicenow', described(serviceNowConnector.configuration)],
])('the settings of %s: each one documented, none beyond, with the right default', async (name, schema) => {
  const rows = tableBelow(await readPage('docs/configuration.md'), `settings: ${name}`);
  expect(rows.map(([setting]) => codeOf(setting))).toEqual(Object.keys(schema.properties));
  for (const [setting, fallback = ''] of rows) {
    const { default: value } = schema.properties[codeOf(setting)] ?? {};
    const isRequired = value === undefined && (schema.required?.includes(codeOf(setting)) ?? false);
    expect.soft(fallback === 'required', `${codeOf(setting)} is required`).toBe(isRequired);
    // What has no short form is said in words.
    const isShort = value !== undefined && written(value).length < 40;
    if (isShort) expect.soft(fallback, codeOf(setting)).toBe(`\`${written(value)}\``);
    else expect.soft(fallback, codeOf(setting)).not.toMatch(/^`/);
  }
});
