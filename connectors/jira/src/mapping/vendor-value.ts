import type { FieldValue } from '@signalbox/sdk';
import type { FieldSchema } from '../rest/index.ts';
import { markdownToAdf } from '../text/index.ts';

type Writer = (value: FieldValue) => unknown;

const byId: Writer = ({ value }) => ({ id: value });
const asText: Writer = ({ value }) => value;

/** A cascading choice: `PARENT/CHILD` by ids. */
const cascading: Writer = ({ value }) => {
  const [parent = '', child] = value.split('/');
  return child === undefined ? { id: parent } : { id: parent, child: { id: child } };
};

/** What Jira wants for one value of each type; a type that is missing is not written. */
const writers: ReadonlyMap<string, Writer> = new Map(
  Object.entries<Writer>({
    string: asText,
    number: ({ value }) => Number(value),
    date: asText,
    datetime: asText,
    option: byId,
    'option-with-child': cascading,
    priority: byId,
    component: byId,
    version: byId,
    user: ({ value }) => ({ accountId: value }),
    group: ({ value }) => ({ groupId: value }),
  }),
);

/** Long text is a document in REST v3; the schema says `string` all the same. */
export function isRichTextField({ system, custom }: FieldSchema): boolean {
  return system === 'description' || system === 'environment' || (custom?.endsWith(':textarea') ?? false);
}

export const isListField = ({ type }: FieldSchema): boolean => type === 'array';

/** One value as Jira's API wants it (for a list: one item); undefined when the connector cannot write this type. */
export function vendorValueOf(schema: FieldSchema, value: FieldValue): unknown {
  if (isRichTextField(schema)) return markdownToAdf(value.value);
  return writers.get(isListField(schema) ? (schema.items ?? '') : schema.type)?.(value);
}
