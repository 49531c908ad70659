import type { Table } from '../dictionary/index.ts';
import { type Row, valueAt } from '../instance/index.ts';
import { type Column, displayOf, findColumn } from '../query/index.ts';
import { journalText } from './journal-text.ts';
import type { RouteContext } from './route.ts';
import type { TableParameters } from './table-parameters.ts';

type Shape = Pick<TableParameters, 'fields' | 'display' | 'isLinkExcluded'>;

/** Makes the JSON of records of one table, in the form the parameters ask for. */
export function recordRenderer(context: RouteContext, table: Table, shape: Shape): (row: Row) => object {
  const { instance } = context;
  const paths = shape.fields ?? [...table.fields.keys()];
  const columns = paths.flatMap((path) => {
    const column = findColumn(instance, table, path);
    // A column that does not exist is left out of the answer.
    return column
      ? [{ path, column, isHidden: context.access.hiddenFields(column.table).has(column.field.element) }]
      : [];
  });
  return (row) => {
    const record: Record<string, unknown> = {};
    for (const { path, column, isHidden } of columns) {
      record[path] = isHidden ? blank(shape) : renderValue(context, column, row, shape);
    }
    return record;
  };
}

/** What is hidden looks as if it were empty. */
function blank(shape: Shape): unknown {
  return shape.display === 'all' ? { display_value: '', value: '' } : '';
}

function renderValue(context: RouteContext, column: Column, row: Row, shape: Shape): unknown {
  const { field } = column;
  const value = column.read(row);
  if (shape.display === 'false') {
    if (field.reference === null || value === '' || shape.isLinkExcluded) return value;
    return { link: linkOf(context, column, value), value };
  }
  const shown = displayValue(context, column, row, value);
  const link =
    field.reference === null || value === '' || shape.isLinkExcluded
      ? {}
      : { link: linkOf(context, column, value) };
  if (shape.display === 'all') return { display_value: shown, ...link, value };
  return 'link' in link ? { display_value: shown, ...link } : shown;
}

function displayValue(context: RouteContext, column: Column, row: Row, value: string): string {
  const { field } = column;
  if (field.reference !== null) return displayOf(context.instance, field, value);
  if (field.type === 'journal_input' || field.type === 'journal_list') {
    const owner = column.owner(row);
    return owner ? journalText(context, owner, field.element) : '';
  }
  if (value === '') return '';
  if (field.type === 'glide_date_time') return context.account.localTime(value);
  if (field.type === 'sys_class_name')
    return context.instance.dictionary.table(value)?.definition.label ?? value;
  if (!field.isChoice) return value;
  const owner = column.owner(row);
  return context.writer.choices.label(
    owner ? context.instance.classOf(column.table, owner) : column.table,
    field,
    value,
  );
}

/** What people see for a column of a record. */
export function renderDisplay(context: RouteContext, column: Column, row: Row): string {
  return displayValue(context, column, row, column.read(row));
}

function linkOf(context: RouteContext, column: Column, value: string): string {
  const { reference, referenceKey } = column.field;
  const target = referenceKey === 'sys_id' ? `/${value}` : `?${referenceKey}=${value}`;
  return `${context.instance.baseUrl}/api/now/table/${reference}${target}`;
}

/** The columns of a record as the CMDB API gives them: references in full, everything else as stored. */
export function renderAttributes(context: RouteContext, table: Table, row: Row): Record<string, unknown> {
  const hidden = context.access.hiddenFields(table);
  return Object.fromEntries(
    [...table.fields.values()].map(({ element, reference }) => {
      if (hidden.has(element)) return [element, ''];
      return [
        element,
        reference === null ? valueAt(row, element) : renderReference(context, table, row, element),
      ];
    }),
  );
}

/** `{display_value, link, value}` of a reference column, as the CMDB API gives it; empty text for none. */
export function renderReference(context: RouteContext, table: Table, row: Row, element: string): unknown {
  const column = findColumn(context.instance, table, element);
  if (!column || valueAt(row, element) === '') return '';
  return renderValue(context, column, row, { fields: null, display: 'all', isLinkExcluded: false });
}
