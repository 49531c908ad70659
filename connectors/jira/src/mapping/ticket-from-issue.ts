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
}

/** Fields that the canonical ticket holds whole; the others' values stay under `vendor.fields`. */
const mappedFields: readonly string[] = [
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
];

/** Assets objects of Jira Service Management. */
const assetsField = 'com.atlassian.jira.plugins.cmdb:cmdb-object-cftype';

const choice = (value: unknown): FieldValue | null => choiceOf(value) ?? null;

function standardChoice({ issue, directory }: Source, path: FieldPath): FieldValue | null {
  const id = directory.fieldIdOf(path);
  return id === undefined ? null : choice(issue.fields[id]);
}

function customOf({ issue, directory }: Source): Ticket['custom'] {
  const components = (issue.fields.components ?? []).flatMap((component) => choiceOf(component) ?? []);
  const custom = Object.entries(issue.fields).flatMap(([id, value]): [string, CustomValue][] => {
    const path = directory.pathsOf(id)[0];
    const held = id.startsWith('customfield_') ? customValueOf(value) : undefined;
    return path && held !== undefined ? [[path.slice('custom.'.length), held]] : [];
  });
  return Object.fromEntries<CustomValue>([['Components', components], ...custom]);
}

function assetsOf({ issue }: Source): string[] {
  return Object.entries(issue.schema)
    .filter(([, { custom }]) => custom === assetsField)
    .flatMap(([id]) => issue.fields[id])
    .map((object) => (typeof object === 'object' && object !== null && 'id' in object ? object.id : null))
    .filter((id) => typeof id === 'string');
}

function vendorOf({ issue, directory }: Source): Ticket['vendor'] {
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
    ([id, value]) =>
      value !== null &&
      !mappedFields.includes(id) &&
      !(
        id.startsWith('customfield_') &&
        directory.pathsOf(id).length > 0 &&
        customValueOf(value) !== undefined
      ),
  );
  const present = directory.fieldIds.filter((id) => id in fields);
  return {
    ...rest,
    fields: Object.fromEntries(beyond),
    /** By path: lets the catalog name fields that exist but are on no screen. */
    fieldIds: Object.fromEntries(present.flatMap((id) => directory.pathsOf(id).map((path) => [path, id]))),
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

/** A Jira issue as a canonical ticket. Throws `vendor-contract` when a time or a value is of no known shape. */
export function ticketFromIssue(site: string, issue: JiraIssue, url: string): Ticket {
  const source: Source = { site, issue, directory: fieldDirectory(issue.names, issue.schema), url };
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
