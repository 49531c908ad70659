import { field, reference } from './field.ts';
import type { TableDefinition } from './table-definition.ts';

export const incidentTable: TableDefinition = {
  name: 'incident',
  label: 'Incident',
  parent: 'task',
  display: 'number',
  numberPrefix: 'INC',
  // Anyone who is logged in may raise an incident; the row rules say what they may do later.
  writeRoles: [],
  fields: [
    reference('caller_id', 'sys_user', { label: 'Caller' }),
    field('category', 'string', { isChoice: true }),
    field('subcategory', 'string', { isChoice: true, dependentOn: 'category' }),
    field('incident_state', 'integer', { isChoice: true, defaultValue: '1' }),
    field('hold_reason', 'integer', { label: 'On hold reason', isChoice: true }),
    field('close_code', 'string', { label: 'Resolution code', isChoice: true }),
    field('severity', 'integer', { isChoice: true, defaultValue: '3' }),
    field('notify', 'integer', { isChoice: true, defaultValue: '1' }),
    field('resolved_at', 'glide_date_time'),
    reference('resolved_by', 'sys_user'),
    field('reopen_count', 'integer', { defaultValue: '0', isReadOnly: true }),
    field('child_incidents', 'integer', { defaultValue: '0', isReadOnly: true }),
    field('business_stc', 'integer', { label: 'Business resolve time', isReadOnly: true }),
    field('calendar_stc', 'integer', { label: 'Resolve time', isReadOnly: true }),
    reference('parent_incident', 'incident'),
    reference('problem_id', 'problem', { label: 'Problem' }),
    reference('rfc', 'change_request', { label: 'Change Request' }),
    reference('caused_by', 'change_request', { label: 'Caused by Change' }),
  ],
};
