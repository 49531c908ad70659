import { field, reference } from './field.ts';
import type { TableDefinition } from './table-definition.ts';

export const problemTable: TableDefinition = {
  name: 'problem',
  label: 'Problem',
  parent: 'task',
  display: 'number',
  numberPrefix: 'PRB',
  fields: [],
};

export const changeRequestTable: TableDefinition = {
  name: 'change_request',
  label: 'Change Request',
  parent: 'task',
  display: 'number',
  numberPrefix: 'CHG',
  overrides: { state: '-5' },
  fields: [
    field('type', 'string', { isChoice: true, defaultValue: 'normal' }),
    field('category', 'string', { isChoice: true, defaultValue: 'Other' }),
    field('risk', 'integer', { isChoice: true, defaultValue: '3' }),
    field('risk_impact_analysis', 'string', { maxLength: 4000 }),
    field('justification', 'string', { maxLength: 4000 }),
    field('implementation_plan', 'string', { maxLength: 4000 }),
    field('backout_plan', 'string', { maxLength: 4000 }),
    field('test_plan', 'string', { maxLength: 4000 }),
    field('start_date', 'glide_date_time', { label: 'Planned start date' }),
    field('end_date', 'glide_date_time', { label: 'Planned end date' }),
    field('close_code', 'string', { isChoice: true }),
    reference('requested_by', 'sys_user'),
  ],
};

export const requestedItemTable: TableDefinition = {
  name: 'sc_req_item',
  label: 'Requested Item',
  parent: 'task',
  display: 'number',
  numberPrefix: 'RITM',
  fields: [
    field('stage', 'string', { isChoice: true, defaultValue: 'request_approved' }),
    field('quantity', 'integer', { defaultValue: '1' }),
    field('price', 'decimal'),
    reference('requested_for', 'sys_user'),
    reference('request', 'sc_request'),
    reference('cat_item', 'sc_cat_item', { label: 'Item' }),
  ],
};
