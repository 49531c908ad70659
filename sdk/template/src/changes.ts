import {
  defineChanges,
  type FieldChange,
  type HumanQueueCapability,
  type VendorRequest,
} from '@signalbox/sdk';
import { z } from 'zod';
import { ticketPath } from './acme-api.ts';
import { readCatalog } from './catalog.ts';
import type { AcmeConfiguration } from './configuration.ts';
import { fieldIds, mappedPaths } from './mapping.ts';
import { tickets } from './tickets.ts';

const markSchema = z.object({ references: z.array(z.string()), flagged: z.boolean() });

const valuesOf = (fields: readonly Pick<FieldChange, 'path' | 'to'>[]): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields.flatMap(({ path, to }) => {
      const known = mappedPaths.find((each) => each === path);
      return known ? [[fieldIds[known], to.value]] : [];
    }),
  );

/** One request writes fields, marker and note. */
const update = (id: string, body: Readonly<Record<string, unknown>>): VendorRequest => ({
  method: 'POST',
  path: `${ticketPath(id)}/updates`,
  body,
});

/** Writing to Acme: `reference` is the marker. */
export const changes = defineChanges<AcmeConfiguration>({
  read: tickets.read,
  catalog: readCatalog,
  history: tickets.history,
  markers: ({ vendor }) => markSchema.parse(vendor).references,
  write: (_context, ticket, change, fields) =>
    update(ticket.id, {
      fields: valuesOf(fields),
      reference: change.actionId,
      // Notes are for agents; Acme shows customers its comments alone.
      ...(change.explanation ? { note: change.explanation.markdown } : {}),
      ...(change.explanation?.markdown.startsWith(queueWords) ? { flagged: true } : {}),
    }),
  restore: (_context, ticket, { path }, lost, actionId) =>
    update(ticket.id, {
      fields: lost ? valuesOf([{ path, to: lost }]) : Object.fromEntries([[path, null]]),
      reference: actionId,
    }),
});

const queueWords = 'Signalbox leaves this ticket to people';

/** Acme's flag is what its agents look for. */
export const humanQueue: HumanQueueCapability<AcmeConfiguration> = {
  mark: (_configuration, _ticket, reason) => ({
    fields: [],
    explanation: { markdown: `${queueWords}: ${reason}`, audience: 'internal' },
  }),
  isMarked: (_configuration, { vendor }) => markSchema.parse(vendor).flagged,
};
