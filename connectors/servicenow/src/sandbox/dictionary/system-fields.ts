import { field, reference } from './field.ts';

/** The columns that every table has. */
export const systemFields = [
  field('sys_id', 'GUID', { label: 'Sys ID', isReadOnly: true }),
  field('sys_created_on', 'glide_date_time', { label: 'Created', isReadOnly: true }),
  field('sys_created_by', 'string', { label: 'Created by', isReadOnly: true }),
  field('sys_updated_on', 'glide_date_time', { label: 'Updated', isReadOnly: true }),
  field('sys_updated_by', 'string', { label: 'Updated by', isReadOnly: true }),
  field('sys_mod_count', 'integer', { label: 'Updates', isReadOnly: true, defaultValue: '0' }),
  field('sys_tags', 'string', { label: 'Tags', isReadOnly: true }),
];

/** The columns of tables that can be extended and that domain separation divides. */
export const classFields = [
  field('sys_class_name', 'sys_class_name', { label: 'Class', maxLength: 80, isReadOnly: true }),
  reference('sys_domain', 'sys_user_group', { label: 'Domain', defaultValue: 'global', isReadOnly: true }),
  field('sys_domain_path', 'string', { label: 'Domain Path', defaultValue: '/', isReadOnly: true }),
];
