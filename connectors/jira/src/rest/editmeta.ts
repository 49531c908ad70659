import type { CallOptions } from '@signalbox/sdk';
import { z } from 'zod';
import { call, issuePath, type JiraContext } from './call.ts';
import { fieldSchemaSchema } from './field-schema.ts';

/** One allowed value: an option, priority, component, version or user. */
export const allowedValueSchema = z.looseObject({
  id: z.coerce.string().optional(),
  value: z.string().optional(),
  name: z.string().optional(),
  children: z.array(z.looseObject({ id: z.coerce.string(), value: z.string() })).optional(),
});

export const editableFieldSchema = z.looseObject({
  name: z.string().default(''),
  required: z.boolean().default(false),
  operations: z.array(z.string()).default([]),
  schema: fieldSchemaSchema,
  allowedValues: z.array(allowedValueSchema).optional(),
});
export type EditableField = z.infer<typeof editableFieldSchema>;

export const editmetaSchema = z.looseObject({
  fields: z.record(z.string(), editableFieldSchema).default({}),
});
export type Editmeta = z.infer<typeof editmetaSchema>;

/** The fields on the issue's edit screen: a field that is missing here makes Jira refuse a whole edit. */
export function readEditmeta(context: JiraContext, issue: string, options?: CallOptions): Promise<Editmeta> {
  return call(
    context,
    editmetaSchema,
    { method: 'GET', path: issuePath(issue, '/editmeta'), kind: 'read', ticketId: issue },
    options,
  );
}
