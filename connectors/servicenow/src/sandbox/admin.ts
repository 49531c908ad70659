import type { FieldPath } from '@signalbox/sdk';
import type { SandboxAdmin } from '@signalbox/sdk/sandbox';
import type { AccessRules } from './access/index.ts';
import type { Desk } from './desk.ts';
import type { Table } from './dictionary/index.ts';
import { type Instance, type Row, valueAt } from './instance/index.ts';
import type { RecordWriter } from './records/index.ts';
import { choiceOf } from './seed/index.ts';

export interface AdminOptions {
  readonly instance: Instance;
  readonly writer: RecordWriter;
  readonly desk: Desk;
  /** Gives the integration's account these access rules. */
  readonly restrict: (rules: AccessRules) => void;
  readonly customField: FieldPath | undefined;
}

/** Columns whose canonical name is not their own. */
const columns: Partial<Readonly<Record<FieldPath, string>>> = {
  summary: 'short_description',
  assignmentGroup: 'assignment_group',
  assignee: 'assigned_to',
};

/** What the instance's administrator does: access rules, choices. */
export function serviceNowAdmin({
  instance,
  writer,
  desk,
  restrict,
  customField,
}: AdminOptions): SandboxAdmin {
  const hiddenIds: string[] = [];
  const hiddenColumns: string[] = [];
  const table = (name: string): Table => {
    const found = instance.dictionary.table(name);
    if (!found) throw new RangeError(`The sandbox has no table ${name}.`);
    return found;
  };
  const columnOf = (path: FieldPath): string => {
    const label = path.replace(/^custom\./, '');
    const custom = [...table('incident').fields.values()].find((field) => field.label === label);
    return columns[path] ?? (path.startsWith('custom.') ? custom?.element : undefined) ?? path;
  };
  const applyRules = (): void =>
    restrict({
      hiddenFields: { task: hiddenColumns },
      ...(hiddenIds.length > 0 ? { hiddenRecords: { incident: `sys_idIN${hiddenIds.join(',')}` } } : {}),
    });
  /** The rows of `sys_choice` that offer the column's values, of the most special table that has some. */
  const choicesOf = (path: FieldPath): readonly Row[] => {
    for (const name of table('incident').lineage) {
      const rows = instance.equal(table('sys_choice'), 'name', name) ?? [];
      const offered = rows.filter((row) => valueAt(row, 'element') === columnOf(path));
      if (offered.length > 0) return offered;
    }
    return [];
  };
  return {
    customField,
    hideTicket(id) {
      hiddenIds.push(id);
      applyRules();
    },
    hideField(path) {
      hiddenColumns.push(columnOf(path));
      applyRules();
    },
    addChoice(path, label) {
      const [first] = choicesOf(path);
      if (!first) throw new RangeError(`The sandbox has no choices for ${path}.`);
      desk.insert('sys_choice', { ...first, sys_id: undefined, ...choiceOf(label), sequence: '1000' });
    },
    removeChoice(path, label) {
      const row = choicesOf(path).find((choice) => valueAt(choice, 'label') === label);
      if (row) writer.delete(table('sys_choice'), row, desk.actor('admin'));
    },
    get configurationItems() {
      const relations = [...instance.rows(table('cmdb_rel_ci'))];
      return [...new Set(relations.map((row) => valueAt(row, 'parent')))].slice(0, 5);
    },
  };
}
