import type { Table } from '../dictionary/index.ts';
import {
  type Effect,
  type EffectListener,
  type Instance,
  type Row,
  timestamp,
  valueAt,
} from '../instance/index.ts';
import { beforeRules } from './before-rules.ts';
import { Choices } from './choices.ts';
import { inputValue } from './input-value.ts';

export interface Actor {
  readonly userName: string;
  /** sys_id of the user record; empty when there is none. */
  readonly userId: string;
}

export interface WriteRequest {
  readonly actor: Actor;
  readonly values: Readonly<Record<string, unknown>>;
  readonly isDisplay?: boolean;
  /** Columns that an access rule keeps from this actor: dropped without a word. */
  readonly forbidden?: ReadonlySet<string>;
}

type Journals = Effect['journals'];

/** Inserts, updates and deletes as the platform does: rules, counters, audit and journal rows, then the listeners. */
export class RecordWriter {
  readonly choices: Choices;
  readonly #instance: Instance;
  readonly #listeners: EffectListener[] = [];

  constructor(instance: Instance) {
    this.#instance = instance;
    this.choices = new Choices(instance);
  }

  listen(listener: EffectListener): void {
    this.#listeners.push(listener);
  }

  /** Throws `Refusal` when a rule forbids it. */
  insert(table: Table, request: WriteRequest): Row {
    const { actor } = request;
    const at = this.#instance.now();
    const now = timestamp(at);
    const row: Row = {};
    for (const field of table.fields.values()) row[field.element] = field.defaultValue;
    const { values, journals } = this.#input(table, request);
    Object.assign(row, values);
    if (table.fields.has('sys_class_name')) row.sys_class_name = table.name;
    if (table.lineage.includes('task')) {
      row.opened_at ||= now;
      row.opened_by ||= actor.userId;
    }
    beforeRules(table, { previous: undefined, next: row, now, actorId: actor.userId });
    if (table.definition.numberPrefix) row.number = this.#instance.nextNumber(table.definition.numberPrefix);
    Object.assign(row, {
      sys_id: this.#instance.newId(),
      sys_mod_count: '0',
      sys_created_on: now,
      sys_created_by: actor.userName,
      sys_updated_on: now,
      sys_updated_by: actor.userName,
    });
    this.#instance.insert(table, row);
    this.#writeJournals(table, row, journals, actor);
    const changed = Object.keys(values).filter((element) => values[element] !== '');
    this.#tell({ kind: 'insert', table, row, changed, journals, actor: actor.userName, at });
    return row;
  }

  /** Stores nothing, and tells nobody, when nothing changes. Throws `Refusal` when a rule forbids it. */
  update(table: Table, row: Row, request: WriteRequest): void {
    const { actor } = request;
    const at = this.#instance.now();
    const now = timestamp(at);
    const { values, journals } = this.#input(table, request);
    const next: Row = { ...row, ...values };
    beforeRules(table, { previous: row, next, now, actorId: actor.userId });
    const changed = [...table.fields.keys()].filter(
      (element) => valueAt(next, element) !== valueAt(row, element),
    );
    if (changed.length === 0 && Object.keys(journals).length === 0) return;
    const changes: Row = Object.fromEntries(changed.map((element) => [element, valueAt(next, element)]));
    const count = String(Number(valueAt(row, 'sys_mod_count')) + 1);
    if (table.isAudited) {
      for (const element of changed) {
        this.#audit(table, row, actor, count, element, valueAt(row, element), valueAt(next, element));
      }
    }
    Object.assign(changes, { sys_mod_count: count, sys_updated_on: now, sys_updated_by: actor.userName });
    this.#instance.update(table, row, changes);
    this.#writeJournals(table, row, journals, actor);
    this.#tell({ kind: 'update', table, row, changed, journals, actor: actor.userName, at });
  }

  delete(table: Table, row: Row, actor: Actor): void {
    this.#instance.delete(table, row);
    const at = this.#instance.now();
    this.#tell({
      kind: 'delete',
      table,
      row,
      changed: [],
      journals: {},
      actor: actor.userName,
      at,
    });
  }

  #input(table: Table, request: WriteRequest): { readonly values: Row; readonly journals: Journals } {
    const values: Row = {};
    const journals: Record<string, string> = {};
    const isDisplay = request.isDisplay ?? false;
    const context = { instance: this.#instance, choices: this.choices, table, isDisplay };
    for (const [element, sent] of Object.entries(request.values)) {
      const field = table.fields.get(element);
      if (!field || field.isReadOnly || request.forbidden?.has(element)) continue;
      const value = inputValue(context, field, sent);
      if (value === undefined) continue;
      if (field.type !== 'journal_input') values[element] = value;
      else if (value !== '') journals[element] = value;
    }
    return { values, journals };
  }

  /** Journal columns are doors: what goes in becomes rows of its own, and the column stays empty. */
  #writeJournals(table: Table, row: Row, journals: Journals, actor: Actor): void {
    for (const [element, value] of Object.entries(journals)) {
      this.#store('sys_journal_field', actor, {
        name: table.name,
        element_id: valueAt(row, 'sys_id'),
        element,
        value,
      });
      const count = valueAt(row, 'sys_mod_count');
      if (table.isAudited && count !== '0') this.#audit(table, row, actor, count, element, '', value);
    }
  }

  #audit(
    table: Table,
    row: Row,
    actor: Actor,
    count: string,
    element: string,
    from: string,
    to: string,
  ): void {
    this.#store('sys_audit', actor, {
      tablename: table.name,
      documentkey: valueAt(row, 'sys_id'),
      fieldname: element,
      oldvalue: from,
      newvalue: to,
      user: actor.userName,
      record_checkpoint: count,
      internal_checkpoint: this.#instance.newId(),
    });
  }

  #store(tableName: string, actor: Actor, values: Row): void {
    const table = this.#instance.dictionary.table(tableName);
    if (!table) return;
    const now = this.#instance.timestamp();
    const row: Row = {};
    for (const field of table.fields.values()) row[field.element] = field.defaultValue;
    Object.assign(row, values, {
      sys_id: this.#instance.newId(),
      sys_created_on: now,
      sys_created_by: actor.userName,
      sys_updated_on: now,
      sys_updated_by: actor.userName,
    });
    this.#instance.insert(table, row);
  }

  #tell(effect: Effect): void {
    if (effect.table.name === 'sys_choice') this.choices.refresh();
    for (const listener of this.#listeners) listener(effect);
  }
}
