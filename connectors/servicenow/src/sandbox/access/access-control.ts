import type { Table } from '../dictionary/index.ts';
import { type Instance, type Row, valueAt } from '../instance/index.ts';
import { type CompiledQuery, compileQuery, parseQuery } from '../query/index.ts';
import type { Account } from './account.ts';

/** What one account may see and change. */
export class AccessControl {
  readonly #instance: Instance;
  readonly #account: Account;
  readonly #hiddenRecords = new Map<string, CompiledQuery | null>();

  constructor(instance: Instance, account: Account) {
    this.#instance = instance;
    this.#account = account;
  }

  canReadTable(table: Table): boolean {
    return this.#hasOne(table.definition.readRoles ?? []);
  }

  canWriteTable(table: Table): boolean {
    return this.#hasOne(table.definition.writeRoles ?? []);
  }

  canDelete(table: Table): boolean {
    return this.canWriteTable(table) && (this.#account.roles.has('admin') || !table.lineage.includes('task'));
  }

  canReadRow(table: Table, row: Row): boolean {
    const own = this.#instance.classOf(table, row);
    const isTask = own.lineage.includes('task');
    if (isTask && !this.#hasOne(['itil', 'admin']) && !this.#isConcerned(row)) return false;
    return !this.#hidden(own)?.matches(row);
  }

  /** A requester may read and comment on their own ticket; only fulfillers change it. */
  canWriteRow(table: Table, row: Row): boolean {
    return (
      this.canReadRow(table, row) && (!table.lineage.includes('task') || this.#hasOne(['itil', 'admin']))
    );
  }

  hiddenFields(table: Table): ReadonlySet<string> {
    return this.#listed(this.#account.rules.hiddenFields, table);
  }

  readOnlyFields(table: Table): ReadonlySet<string> {
    return this.#listed(this.#account.rules.readOnlyFields, table);
  }

  #isConcerned(row: Row): boolean {
    return [valueAt(row, 'caller_id'), valueAt(row, 'opened_by')].includes(this.#account.userId);
  }

  #hasOne(roles: readonly string[]): boolean {
    return roles.length === 0 || roles.some((role) => this.#account.roles.has(role));
  }

  #listed(rules: Readonly<Record<string, readonly string[]>> | undefined, table: Table): ReadonlySet<string> {
    return new Set(rules && table.lineage.flatMap((name) => rules[name] ?? []));
  }

  #hidden(table: Table): CompiledQuery | null {
    const known = this.#hiddenRecords.get(table.name);
    if (known !== undefined) return known;
    const rules = this.#account.rules.hiddenRecords;
    const text = table.lineage.map((name) => rules?.[name]).find((query) => query !== undefined);
    const query = text === undefined ? null : compileQuery(this.#instance, table, parseQuery(text));
    this.#hiddenRecords.set(table.name, query);
    return query;
  }
}
