import type { FieldDefinition, Table } from '../dictionary/index.ts';
import { type Instance, parseTimestamp, valueAt } from '../instance/index.ts';
import type { Choices } from './choices.ts';

export interface InputContext {
  readonly instance: Instance;
  readonly choices: Choices;
  readonly table: Table;
  /** Values are what people see (`sysparm_input_display_value=true`). */
  readonly isDisplay: boolean;
}

/** What is stored for a value a client sent; undefined when the platform would drop it without a word. */
export function inputValue(context: InputContext, field: FieldDefinition, sent: unknown): string | undefined {
  if (sent === null || sent === undefined) return '';
  if (typeof sent === 'object') return undefined;
  const text = String(sent);
  if (text === '') return '';
  const value =
    context.isDisplay && field.isChoice ? context.choices.value(context.table, field, text) : text;
  switch (field.type) {
    case 'boolean':
      return String(['true', '1', 'yes'].includes(value.toLowerCase()));
    case 'integer':
      return /^-?\d+$/.test(value.trim()) ? value.trim() : '';
    case 'decimal':
      return Number.isNaN(Number(value)) ? '' : value.trim();
    case 'glide_date_time':
    case 'glide_duration':
      return Number.isNaN(parseTimestamp(value)) ? '' : value.length === 10 ? `${value} 00:00:00` : value;
    case 'glide_date':
      return Number.isNaN(parseTimestamp(value)) ? '' : value.slice(0, 10);
    case 'reference':
      return referenceValue(context, field, value);
    default:
      return value.slice(0, field.maxLength);
  }
}

/** A sys_id is stored as it is, even when nothing has it; anything else is looked up by what is displayed. */
function referenceValue(context: InputContext, field: FieldDefinition, value: string): string | undefined {
  if (/^[0-9a-f]{32}$/.test(value) || field.referenceKey === 'name') return value;
  const target = field.reference === null ? undefined : context.instance.dictionary.table(field.reference);
  if (!target) return value;
  const columns = [target.definition.display, ...(target.name === 'sys_user' ? ['user_name'] : [])];
  for (const row of context.instance.rows(target)) {
    if (columns.some((column) => row[column] === value)) return valueAt(row, 'sys_id');
  }
  return undefined;
}
