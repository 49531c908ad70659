import { z } from 'zod';

const fieldMetaSchema = z.looseObject({
  name: z.string().optional(),
  required: z.boolean().default(false),
  hasDefaultValue: z.boolean().default(false),
  operations: z.array(z.string()).default([]),
  schema: z.looseObject({
    type: z.string(),
    items: z.string().optional(),
    custom: z.string().optional(),
    system: z.string().optional(),
  }),
  allowedValues: z.array(z.unknown()).optional(),
});
type FieldMeta = z.infer<typeof fieldMetaSchema>;

const listedFieldSchema = fieldMetaSchema.extend({ fieldId: z.string() });

/** editmeta (`fields` by id), or createmeta of one project and type (`fields` as a list). */
const metaSchema = z.object({
  fields: z.union([
    z.record(z.string(), fieldMetaSchema),
    z
      .array(listedFieldSchema)
      .transform((listed) => Object.fromEntries(listed.map((field) => [field.fieldId, field]))),
  ]),
});

const bodySchema = z.looseObject({
  fields: z.record(z.string(), z.unknown()).default({}),
  update: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).default({}),
});

const identities = ['id', 'key', 'value', 'name', 'accountId'] as const;
const referenceSchema = z.union([
  z.looseObject({ id: z.string() }),
  z.looseObject({ key: z.string() }),
  z.looseObject({ value: z.string() }),
  z.looseObject({ name: z.string() }),
]);
const documentSchema = z.looseObject({
  type: z.literal('doc'),
  version: z.literal(1),
  content: z.array(z.unknown()),
});

/** What one value of a vendor type looks like in REST v3; types that are not listed are open. */
const valueSchemas: Readonly<Record<string, z.ZodType>> = {
  string: z.string(),
  number: z.number(),
  date: z.iso.date(),
  datetime: z.string().refine((value) => !Number.isNaN(Date.parse(value)), 'is no date and time'),
  user: z.union([z.looseObject({ accountId: z.string() }), z.looseObject({ id: z.string() })]),
  group: z.union([z.looseObject({ name: z.string() }), z.looseObject({ groupId: z.string() })]),
  option: referenceSchema,
  'option-with-child': referenceSchema,
  priority: referenceSchema,
  component: referenceSchema,
  version: referenceSchema,
  issuetype: referenceSchema,
  project: referenceSchema,
  resolution: referenceSchema,
  securitylevel: referenceSchema,
};

const isRichText = ({ schema }: FieldMeta): boolean =>
  schema.system === 'description' ||
  schema.system === 'environment' ||
  (schema.custom?.endsWith(':textarea') ?? false);

function isAllowed(value: unknown, allowedValues: readonly unknown[]): boolean {
  if (typeof value !== 'object' || value === null) return allowedValues.includes(value);
  const wanted = Object.entries(value).filter(([name]) => (identities as readonly string[]).includes(name));
  return (
    wanted.length > 0 &&
    allowedValues.some(
      (allowed) =>
        typeof allowed === 'object' &&
        allowed !== null &&
        wanted.every(([name, identity]) => (allowed as Record<string, unknown>)[name] === identity),
    )
  );
}

function itemViolations(where: string, value: unknown, type: string, meta: FieldMeta): string[] {
  const result = valueSchemas[type]?.safeParse(value);
  if (result && !result.success) return [`${where}: is not a ${type}`];
  if (meta.schema.system === 'labels' && /\s/.test(String(value))) return [`${where}: a label has no spaces`];
  if (meta.allowedValues && !isAllowed(value, meta.allowedValues)) return [`${where}: option is not allowed`];
  return [];
}

function wholeViolations(where: string, value: unknown, meta: FieldMeta): string[] {
  if (value === null) return meta.required ? [`${where}: is required and cannot be cleared`] : [];
  if (isRichText(meta)) {
    return documentSchema.safeParse(value).success ? [] : [`${where}: is not an Atlassian document`];
  }
  const { type, items } = meta.schema;
  if (type !== 'array') return itemViolations(where, value, type, meta);
  if (!Array.isArray(value)) return [`${where}: is not a list`];
  return value.flatMap((item, index) => itemViolations(`${where}[${index}]`, item, items ?? 'any', meta));
}

function operationViolations(
  where: string,
  operation: Readonly<Record<string, unknown>>,
  meta: FieldMeta,
): string[] {
  return Object.entries(operation).flatMap(([name, value]) => {
    if (!meta.operations.includes(name)) return [`${where}: operation "${name}" is not offered`];
    if (name === 'set') return wholeViolations(where, value, meta);
    if (name !== 'add' && name !== 'remove') return [];
    return itemViolations(where, value, meta.schema.items ?? meta.schema.type, meta);
  });
}

/**
 * What is wrong with the field values of an edit or a create: field, type, allowed value, operation. The published
 * description leaves `fields` open, so this is where a wrong value would otherwise slip through.
 *
 * @param body - the parsed body of `PUT /issue/{key}` or `POST /issue`
 * @param meta - the answer of editmeta, or of createmeta for the project and type
 * @param options - `isCreate`: required fields without a default must be there
 */
export function valueViolations(
  body: unknown,
  meta: unknown,
  options: { readonly isCreate?: boolean } = {},
): string[] {
  const parsedMeta = metaSchema.safeParse(meta);
  if (!parsedMeta.success) return [`the field metadata is unreadable: ${z.prettifyError(parsedMeta.error)}`];
  const parsedBody = bodySchema.safeParse(body);
  if (!parsedBody.success) return [`the body is unreadable: ${z.prettifyError(parsedBody.error)}`];
  const fields: Readonly<Record<string, FieldMeta>> = parsedMeta.data.fields;
  const { fields: values, update } = parsedBody.data;
  const violations: string[] = [];
  for (const [id, value] of Object.entries(values)) {
    const field = fields[id];
    if (!field) violations.push(`fields.${id}: is not on the screen`);
    else if (id in update) violations.push(`fields.${id}: is in "update" too`);
    else if (!options.isCreate && !field.operations.includes('set'))
      violations.push(`fields.${id}: cannot be set`);
    else violations.push(...wholeViolations(`fields.${id}`, value, field));
  }
  for (const [id, operations] of Object.entries(update)) {
    const field = fields[id];
    if (!field) violations.push(`update.${id}: is not on the screen`);
    else
      violations.push(
        ...operations.flatMap((operation) => operationViolations(`update.${id}`, operation, field)),
      );
  }
  if (options.isCreate) {
    violations.push(
      ...Object.entries(fields)
        .filter(
          ([id, field]) => field.required && !field.hasDefaultValue && !(id in values) && !(id in update),
        )
        .map(([id]) => `fields.${id}: is required`),
    );
  }
  return violations;
}
