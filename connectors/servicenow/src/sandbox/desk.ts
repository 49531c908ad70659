import type { NewTicket, Sandbox } from '@signalbox/sdk/sandbox';
import type { Table } from './dictionary/index.ts';
import { type Instance, valueAt } from './instance/index.ts';
import type { Actor, RecordWriter } from './records/index.ts';
import { customers, userNameOf } from './seed/index.ts';

/** People at work on the instance: requesters who open incidents, agents who edit them. */
export class Desk {
  readonly #instance: Instance;
  readonly #writer: RecordWriter;
  readonly #notes = new Map<string, string>();

  constructor(instance: Instance, writer: RecordWriter) {
    this.#instance = instance;
    this.#writer = writer;
  }

  open(ticket: NewTicket): { readonly id: string; readonly key: string } {
    const customer = customers[Math.floor(this.#instance.random() * customers.length)] ?? {
      name: 'Abel Tuter',
    };
    const actor = this.actor(userNameOf(customer.name));
    const row = this.#writer.insert(this.#table('incident'), {
      actor,
      values: {
        short_description: ticket.summary,
        description: ticket.description,
        caller_id: actor.userId,
        contact_type: 'self-service',
      },
    });
    const id = valueAt(row, 'sys_id');
    if (ticket.note !== undefined) this.#notes.set(id, ticket.note);
    return { id, key: valueAt(row, 'number') };
  }

  /** Throws `Refusal` when a rule forbids it, `RangeError` for a ticket that is not there. */
  edit(id: string, values: Readonly<Record<string, unknown>>, userName: string): void {
    const task = this.#table('task');
    const row = this.#instance.find(task, id);
    if (!row) throw new RangeError(`There is no task with the sys_id ${id}.`);
    this.#writer.update(this.#instance.classOf(task, row), row, { actor: this.actor(userName), values });
  }

  /** As an admin. Throws `RangeError` for a ticket that is not there. */
  delete(id: string): void {
    const task = this.#table('task');
    const row = this.#instance.find(task, id);
    if (!row) throw new RangeError(`There is no task with the sys_id ${id}.`);
    this.#writer.delete(this.#instance.classOf(task, row), row, this.actor('admin'));
  }

  /** As an admin; returns the new record's sys_id. */
  insert(tableName: string, values: Readonly<Record<string, unknown>>): string {
    return valueAt(
      this.#writer.insert(this.#table(tableName), { actor: this.actor('admin'), values }),
      'sys_id',
    );
  }

  setProperty(name: string, value: string): void {
    const properties = this.#table('sys_properties');
    const [row] = this.#instance.equal(properties, 'name', name) ?? [];
    if (!row) this.insert('sys_properties', { name, value });
    else this.#writer.update(properties, row, { actor: this.actor('admin'), values: { value } });
  }

  get tickets(): Sandbox['tickets'] {
    return [...this.#instance.rows(this.#table('incident'))].map((row) => ({
      id: valueAt(row, 'sys_id'),
      key: valueAt(row, 'number'),
      note: this.#notes.get(valueAt(row, 'sys_id')) ?? null,
      fields: { ...row },
    }));
  }

  actor(userName: string): Actor {
    const [user] = this.#instance.equal(this.#table('sys_user'), 'user_name', userName) ?? [];
    return { userName, userId: user ? valueAt(user, 'sys_id') : '' };
  }

  #table(name: string): Table {
    const table = this.#instance.dictionary.table(name);
    if (!table) throw new RangeError(`The sandbox has no table ${name}.`);
    return table;
  }
}
