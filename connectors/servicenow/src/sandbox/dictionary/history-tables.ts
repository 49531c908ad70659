import { field } from './field.ts';
import type { TableDefinition } from './table-definition.ts';

const nobody = ['maint'];

/** One row per changed field of an audited record. The platform alone writes it. */
export const auditTable: TableDefinition = {
  name: 'sys_audit',
  label: 'Audit',
  parent: null,
  display: 'fieldname',
  indexes: ['documentkey'],
  readRoles: ['itil', 'admin'],
  writeRoles: nobody,
  fields: [
    field('tablename', 'string', { label: 'Table name', maxLength: 80 }),
    field('documentkey', 'string', { label: 'Document key', maxLength: 32 }),
    field('fieldname', 'string', { label: 'Field name', maxLength: 80 }),
    field('oldvalue', 'string', { label: 'Old value', maxLength: 4000 }),
    field('newvalue', 'string', { label: 'New value', maxLength: 4000 }),
    field('user', 'string', { label: 'User' }),
    field('reason', 'string', { maxLength: 255 }),
    field('record_checkpoint', 'integer', { label: 'Update count' }),
    field('internal_checkpoint', 'string'),
  ],
};

/** One row per work note or comment. The platform alone writes it. */
export const journalTable: TableDefinition = {
  name: 'sys_journal_field',
  label: 'Journal Entry',
  parent: null,
  display: 'element',
  indexes: ['element_id'],
  readRoles: ['itil', 'admin'],
  writeRoles: nobody,
  fields: [
    field('name', 'string', { label: 'Name', maxLength: 80 }),
    field('element_id', 'string', { label: 'Element ID', maxLength: 32 }),
    field('element', 'string', { maxLength: 80 }),
    field('value', 'string', { maxLength: 4000 }),
  ],
};
