import type { Field, FieldKindName } from './field.ts';

const system = (
  id: string,
  name: string,
  kind: FieldKindName,
  type: string,
  more: Partial<Field> & { readonly items?: string } = {},
): Field => {
  const { items, ...rest } = more;
  return {
    id,
    name,
    kind,
    schema: { type, ...(items === undefined ? {} : { items }), system: id },
    clauseNames: [id],
    ...rest,
  };
};

const fixed = (id: string, name: string, type: string, value: unknown, items?: string): Field =>
  system(id, name, 'fixed', type, {
    fixed: value,
    clauseNames: [],
    ...(items === undefined ? {} : { items }),
  });

/** The fields every Jira site has. Those of kind `fixed` are there because clients expect the key. */
export const systemFields: readonly Field[] = [
  system('summary', 'Summary', 'text', 'string'),
  system('description', 'Description', 'document', 'string'),
  system('environment', 'Environment', 'document', 'string'),
  system('issuetype', 'Issue Type', 'issue-type', 'issuetype', { clauseNames: ['issuetype', 'type'] }),
  system('project', 'Project', 'project', 'project'),
  system('status', 'Status', 'status', 'status'),
  system('resolution', 'Resolution', 'resolution', 'resolution'),
  system('priority', 'Priority', 'priority', 'priority'),
  system('labels', 'Labels', 'labels', 'array', { items: 'string' }),
  system('components', 'Components', 'components', 'array', {
    items: 'component',
    clauseNames: ['component'],
    changelogName: 'Component',
  }),
  system('assignee', 'Assignee', 'user', 'user'),
  system('reporter', 'Reporter', 'user', 'user'),
  system('creator', 'Creator', 'user', 'user'),
  system('security', 'Security Level', 'security', 'securitylevel', { clauseNames: ['level'] }),
  system('duedate', 'Due date', 'date', 'date', { clauseNames: ['due', 'duedate'] }),
  system('created', 'Created', 'moment', 'datetime', { clauseNames: ['created', 'createdDate'] }),
  system('updated', 'Updated', 'moment', 'datetime', { clauseNames: ['updated', 'updatedDate'] }),
  system('resolutiondate', 'Resolved', 'moment', 'datetime', { clauseNames: ['resolutiondate', 'resolved'] }),
  system('statuscategorychangedate', 'Status Category Changed', 'moment', 'datetime', {
    clauseNames: ['statusCategoryChangedDate'],
  }),
  fixed('lastViewed', 'Last Viewed', 'datetime', null),
  fixed('fixVersions', 'Fix versions', 'array', [], 'version'),
  fixed('versions', 'Affects versions', 'array', [], 'version'),
  fixed('issuelinks', 'Linked Issues', 'array', [], 'issuelinks'),
  fixed('subtasks', 'Sub-tasks', 'array', [], 'issuelinks'),
  fixed('attachment', 'Attachment', 'array', [], 'attachment'),
  fixed('timespent', 'Time Spent', 'number', null),
  fixed('aggregatetimespent', 'Σ Time Spent', 'number', null),
  fixed('timeestimate', 'Remaining Estimate', 'number', null),
  fixed('aggregatetimeestimate', 'Σ Remaining Estimate', 'number', null),
  fixed('timeoriginalestimate', 'Original estimate', 'number', null),
  fixed('aggregatetimeoriginalestimate', 'Σ Original Estimate', 'number', null),
  fixed('timetracking', 'Time tracking', 'timetracking', {}),
  fixed('workratio', 'Work Ratio', 'number', -1),
  fixed('progress', 'Progress', 'progress', { progress: 0, total: 0 }),
  fixed('aggregateprogress', 'Σ Progress', 'progress', { progress: 0, total: 0 }),
];
