import { field, reference } from './field.ts';
import type { TableDefinition } from './table-definition.ts';

const administrators = ['admin'];

export const choiceTable: TableDefinition = {
  name: 'sys_choice',
  label: 'Choice',
  parent: null,
  display: 'label',
  indexes: ['name', 'element'],
  writeRoles: administrators,
  fields: [
    field('name', 'string', { label: 'Table', maxLength: 80 }),
    field('element', 'string', { maxLength: 80 }),
    field('value', 'string', { maxLength: 60 }),
    field('label', 'string', { maxLength: 60 }),
    field('language', 'string', { defaultValue: 'en' }),
    field('sequence', 'integer'),
    field('inactive', 'boolean', { defaultValue: 'false' }),
    field('dependent_value', 'string', { maxLength: 60 }),
    field('hint', 'string', { maxLength: 255 }),
  ],
};

export const dictionaryTable: TableDefinition = {
  name: 'sys_dictionary',
  label: 'Dictionary Entry',
  parent: null,
  display: 'element',
  indexes: ['name', 'element'],
  readRoles: ['personalize_dictionary', 'admin'],
  writeRoles: administrators,
  fields: [
    field('name', 'string', { label: 'Table', maxLength: 80 }),
    field('element', 'string', { label: 'Column name', maxLength: 80 }),
    field('column_label', 'string', { maxLength: 80 }),
    reference('internal_type', 'sys_glide_object', { label: 'Type', referenceKey: 'name' }),
    reference('reference', 'sys_db_object', { referenceKey: 'name' }),
    field('max_length', 'integer'),
    field('mandatory', 'boolean', { defaultValue: 'false' }),
    field('read_only', 'boolean', { defaultValue: 'false' }),
    field('display', 'boolean', { defaultValue: 'false' }),
    field('active', 'boolean', { defaultValue: 'true' }),
    field('default_value', 'string', { maxLength: 512 }),
    field('choice', 'integer'),
    field('dependent', 'string', { maxLength: 80 }),
    field('dependent_on_field', 'string', { maxLength: 80 }),
  ],
};

export const tableTable: TableDefinition = {
  name: 'sys_db_object',
  label: 'Table',
  parent: null,
  display: 'label',
  indexes: ['name'],
  writeRoles: administrators,
  fields: [
    field('name', 'string', { maxLength: 80 }),
    field('label', 'string', { maxLength: 80 }),
    reference('super_class', 'sys_db_object', { label: 'Extends table' }),
    field('is_extendable', 'boolean', { defaultValue: 'false' }),
  ],
};

export const propertyTable: TableDefinition = {
  name: 'sys_properties',
  label: 'System Property',
  parent: null,
  display: 'name',
  indexes: ['name'],
  readRoles: administrators,
  writeRoles: administrators,
  fields: [
    field('name', 'string', { maxLength: 100 }),
    field('value', 'string', { maxLength: 4000 }),
    field('type', 'string', { isChoice: true, defaultValue: 'string' }),
    field('description', 'string', { maxLength: 4000 }),
  ],
};
