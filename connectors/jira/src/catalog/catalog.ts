import {
  type CatalogCapability,
  type CatalogField,
  defineCatalog,
  type FieldPath,
  fieldPathSchema,
} from '@signalbox/sdk';
import { z } from 'zod';
import type { JiraConfiguration } from '../configuration/index.ts';
import { fieldDirectory, systemPaths } from '../mapping/index.ts';
import { type EditableField, type Editmeta, readEditmeta } from '../rest/index.ts';
import { readingOf } from '../tickets/index.ts';
import { allowedValuesOf, kindOf } from './allowed-values.ts';

/** What the mapping left with the ticket: which path leads to which field. */
const vendorSchema = z.looseObject({ fieldIds: z.record(z.string(), z.string()).default({}) });

const nameOf = (path: string): string => path.replace(/^custom\./, '');

function editable(path: FieldPath, vendorId: string, field: EditableField): CatalogField {
  const { operations, required, name } = field;
  const allowedValues = allowedValuesOf(field);
  return {
    path,
    name: name || nameOf(path),
    vendorId,
    kind: kindOf(field),
    isEditable: operations.some((operation) => operation === 'set' || operation === 'add'),
    isRequired: required,
    allowedValues: allowedValues && [...allowedValues],
  };
}

/** A field that the issue has and its edit screen has not: one edit with it would refuse the whole. */
function offScreen(path: FieldPath, vendorId: string): CatalogField {
  return {
    path,
    name: nameOf(path),
    vendorId,
    kind: 'other',
    isEditable: false,
    isRequired: false,
    allowedValues: null,
  };
}

/**
 * The catalog of an issue's edit screen.
 *
 * @param known - field ids by path, as the ticket's mapping found them
 */
export function catalogFields(editmeta: Editmeta, known: Readonly<Record<string, string>>): CatalogField[] {
  const names = Object.entries(editmeta.fields).map(([id, field]) => [id, field.name] as const);
  const schemas = Object.entries(editmeta.fields).map(([id, field]) => [id, field.schema] as const);
  const directory = fieldDirectory(Object.fromEntries(names), Object.fromEntries(schemas));
  const byPath = new Map<string, string>([
    ...[...systemPaths].map(([id, path]) => [path, id] as const),
    ...directory.fieldIds.flatMap((id) => directory.pathsOf(id).map((path) => [path, id] as const)),
  ]);
  // The ticket saw every field of the issue: its names decide where the screen alone would find one unambiguous.
  const seen = new Set(Object.values(known));
  for (const [path, id] of byPath) if (seen.has(id)) byPath.delete(path);
  for (const [path, id] of Object.entries(known)) byPath.set(path, id);
  return [...byPath].flatMap(([path, id]) => {
    const valid = fieldPathSchema.safeParse(path);
    if (!valid.success) return [];
    const field = editmeta.fields[id];
    return [field ? editable(valid.data, id, field) : offScreen(valid.data, id)];
  });
}

export const catalog: CatalogCapability<JiraConfiguration> = {
  async read(context, ticket, options) {
    const editmeta = readingOf(ticket)?.editmeta ?? (await readEditmeta(context, ticket.id, options));
    const { fieldIds } = vendorSchema.safeParse(ticket.vendor).data ?? { fieldIds: {} };
    return defineCatalog({
      site: context.site,
      project: ticket.project,
      type: ticket.type,
      fields: catalogFields(editmeta, fieldIds),
    });
  },
};
