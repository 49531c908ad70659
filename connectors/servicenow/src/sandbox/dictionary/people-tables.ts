import { field, reference } from './field.ts';
import type { TableDefinition } from './table-definition.ts';

export const userTable: TableDefinition = {
  name: 'sys_user',
  label: 'User',
  parent: null,
  display: 'name',
  indexes: ['user_name', 'email'],
  writeRoles: ['user_admin', 'admin'],
  fields: [
    field('user_name', 'string', { label: 'User ID' }),
    field('name', 'string', { maxLength: 151 }),
    field('first_name', 'string', { maxLength: 50 }),
    field('last_name', 'string', { maxLength: 50 }),
    field('email', 'string', { maxLength: 100 }),
    field('title', 'string', { maxLength: 60 }),
    field('phone', 'string', { label: 'Business phone' }),
    field('active', 'boolean', { defaultValue: 'true' }),
    field('vip', 'boolean', { label: 'VIP', defaultValue: 'false' }),
    field('locked_out', 'boolean', { defaultValue: 'false' }),
    field('time_zone', 'string', { isChoice: true }),
    field('preferred_language', 'string', { label: 'Language', isChoice: true }),
    field('user_password', 'string', { label: 'Password', isSecret: true, maxLength: 255 }),
    reference('department', 'cmn_department'),
    reference('company', 'core_company'),
    reference('location', 'cmn_location'),
    reference('manager', 'sys_user'),
  ],
};

export const groupTable: TableDefinition = {
  name: 'sys_user_group',
  label: 'Group',
  parent: null,
  display: 'name',
  indexes: ['name'],
  writeRoles: ['user_admin', 'admin'],
  fields: [
    field('name', 'string', { maxLength: 80 }),
    field('description', 'string', { maxLength: 1000 }),
    field('email', 'string', { label: 'Group email', maxLength: 100 }),
    field('type', 'string', { maxLength: 1024 }),
    field('active', 'boolean', { defaultValue: 'true' }),
    reference('manager', 'sys_user'),
    reference('parent', 'sys_user_group'),
  ],
};

export const membershipTable: TableDefinition = {
  name: 'sys_user_grmember',
  label: 'Group Member',
  parent: null,
  display: 'user',
  indexes: ['user', 'group'],
  writeRoles: ['user_admin', 'admin'],
  fields: [reference('user', 'sys_user'), reference('group', 'sys_user_group')],
};

export const companyTable: TableDefinition = {
  name: 'core_company',
  label: 'Company',
  parent: null,
  display: 'name',
  writeRoles: ['admin'],
  fields: [
    field('name', 'string', { maxLength: 80 }),
    field('manufacturer', 'boolean', { defaultValue: 'false' }),
  ],
};

export const locationTable: TableDefinition = {
  name: 'cmn_location',
  label: 'Location',
  parent: null,
  display: 'name',
  writeRoles: ['admin'],
  fields: [field('name', 'string', { maxLength: 100 }), field('city'), field('country')],
};

export const departmentTable: TableDefinition = {
  name: 'cmn_department',
  label: 'Department',
  parent: null,
  display: 'name',
  writeRoles: ['admin'],
  fields: [field('name', 'string', { maxLength: 100 })],
};
