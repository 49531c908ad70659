import {
  type CustomValue,
  type FieldPath,
  type FieldValue,
  SignalboxError,
  type Ticket,
  ticketSchema,
} from '@signalbox/sdk';
import type { JiraIssue } from '../rest/index.ts';
import { richText } from '../text/index.ts';
import { choiceOf, customValueOf } from './canonical-value.ts';
import { type FieldDirectory, fieldDirectory } from './field-directory.ts';
import { fieldsOfKind } from './fields-of-kind.ts';
import { personOf, personValue } from './person.ts';
import { slaOf } from './sla.ts';
import { ticketPhaseOf } from './ticket-phase.ts';
import { ticketTypeOf } from './ticket-type.ts';
import { isoTime } from './time.ts';

interface Source {
  readonly site: string;
  readonly issue: JiraIssue;
  readonly directory: FieldDirectory;
  readonly url: string;
  /** Values of the custom fields that have a place in the canonical model, by field id. */
  readonly values: ReadonlyMap<string, CustomValue>;
}

/** Fields that the canonical ticket holds whole; the others' values stay under `vendor.fields`. */
const mappedFields: ReadonlySet<string> = new Set([
  'summary',
  'description',
  'status',
  'priority',
  'labels',
  'assignee',
  'reporter',
  'components',
  'attachment',
  'created',
  'updated',
]);

/** Assets objects of Jira Service Management. */
const assetsField = 'com.atlassian.jira.plugins.cmdb:cmdb-object-cftype';

const choice = (value: unknown): FieldValue | null => choiceOf(value) ?? null;

function standardChoice({ issue, directory }: Source, path: FieldPath): FieldValue | null {
  const id = directory.fieldIdOf(path);
  return id === undefined ? null : choice(issue.fields[id]);
}

function customValues(issue: JiraIssue, directory: FieldDirectory): ReadonlyMap<string, CustomValue> {
  const values = new Map<string, CustomValue>();
  for (const [id, value] of Object.entries(issue.fields)) {
    if (!id.startsWith('customfield_') || directory.pathsOf(id).length === 0) continue;
    const held = customValueOf(value);
    if (held !== undefined) values.set(id, held);
  }
  return values;
}

function customOf({ issue, directory, values }: Source): Ticket['custom'] {
  const custom: Ticket['custom'] = {
    Components: (issue.fields.components ?? []).flatMap((component) => choiceOf(component) ?? []),
  };
  for (const [id, value] of values) custom[directory.pathsOf(id)[0]?.slice('custom.'.length) ?? id] = value;
  return custom;
}

function assetsOf({ issue }: Source): string[] {
  return fieldsOfKind(issue.schema, assetsField)
    .flatMap((id) => issue.fields[id])
    .map((object) => (typeof object === 'object' && object !== null && 'id' in object ? object.id : null))
    .filter((id) => typeof id === 'string');
}

function vendorOf({ issue, directory, values }: Source): Ticket['vendor'] {
  const {
    id: _id,
    key: _key,
    fields,
    names: _names,
    schema: _schema,
    changelog: _changelog,
    editmeta: _editmeta,
    ...rest
  } = issue;
  const beyond = Object.entries(fields).filter(
    ([id, value]) => value !== null && !mappedFields.has(id) && !values.has(id),
  );
  return {
    ...rest,
    fields: Object.fromEntries(beyond),
    /** By path: lets the catalog name fields that exist but are on no screen. */
    fieldIds: Object.fromEntries(directory.links.filter(([, id]) => id in fields)),
  };
}

/** Where each canonical field comes from. */
const fieldMap: { readonly [Name in keyof Ticket]: (source: Source) => Ticket[Name] } = {
  id: ({ issue }) => issue.id,
  site: ({ site }) => site,
  key: ({ issue }) => issue.key,
  type: ({ issue }) => ticketTypeOf(issue.fields.issuetype.name),
  project: ({ issue }) => issue.fields.project?.key ?? issue.key.replace(/-\d+$/, ''),
  summary: ({ issue }) => issue.fields.summary ?? '',
  description: ({ issue }) => richText(issue.fields.description),
  state: ({ issue: { fields } }) => ({
    value: fields.status.id ?? fields.status.name,
    label: fields.status.name,
    phase: ticketPhaseOf(fields.status.statusCategory?.key, fields.status.name),
  }),
  impact: (source) => standardChoice(source, 'impact'),
  urgency: (source) => standardChoice(source, 'urgency'),
  priority: ({ issue }) => choice(issue.fields.priority),
  // Jira has no category of its own: a project keeps it in a custom field or a component.
  category: () => null,
  subcategory: () => null,
  assignmentGroup: () => null,
  assignee: ({ issue }) => personValue(issue.fields.assignee),
  requester: ({ issue }) => personOf(issue.fields.reporter),
  labels: ({ issue }) => issue.fields.labels ?? [],
  configurationItems: assetsOf,
  language: () => null,
  custom: customOf,
  sla: ({ issue }) => slaOf(issue),
  attachments: ({ issue }) =>
    (issue.fields.attachment ?? []).map(({ id, filename, mimeType, size }) => ({
      id,
      name: filename,
      mediaType: mimeType ?? null,
      sizeBytes: size ?? null,
    })),
  isRestricted: ({ issue }) => (issue.fields.security ?? null) !== null,
  created: ({ issue }) => isoTime(issue.fields.created),
  updated: ({ issue }) => isoTime(issue.fields.updated),
  version: ({ issue }) => isoTime(issue.fields.updated),
  url: ({ url }) => url,
  vendor: vendorOf,
};

/**
 * A Jira issue as a canonical ticket. Throws `vendor-contract` when a time or a value is of no known shape.
 *
 * @param directory - of the issue's fields; issues of one answer share one
 */
export function ticketFromIssue(
  site: string,
  issue: JiraIssue,
  url: string,
  directory: FieldDirectory = fieldDirectory(issue.names, issue.schema),
): Ticket {
  const source: Source = { site, issue, directory, url, values: customValues(issue, directory) };
  try {
    return ticketSchema.parse(
      Object.fromEntries(Object.entries(fieldMap).map(([name, read]) => [name, read(source)])),
    );
  } catch (error) {
    // Without the cause: it quotes values, and a value may be ticket text.
    const kind = error instanceof Error ? error.name : 'error';
    throw new SignalboxError(
      'vendor-contract',
      `The issue ${issue.id} holds a value of an unknown shape (${kind}).`,
      {
        site,
      },
    );
  }
}
