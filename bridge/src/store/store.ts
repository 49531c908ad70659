import type { CompiledQuery, Kysely, Transaction } from 'kysely';
import type { ConnectionSettings } from './connection-settings.ts';
import type { Migration } from './migration.ts';
import type { Notifications } from './notifications.ts';

/** Remembers what to do once a transaction has committed; nothing happens when it rolls back. */
export type AfterCommit = (effect: () => void) => void;

/** The bridge's PostgreSQL database: the only place where state lives. */
export interface Store {
  readonly kind: 'embedded' | 'server';
  readonly connection: ConnectionSettings;
  readonly notifications: Notifications;
  /** Queries on one module's tables. */
  tables<Tables>(): Kysely<Tables>;
  /**
   * Runs a statement that is planned once per connection, for one whose planning costs more than its work. The text
   * must be the same every time for the same `name`.
   */
  prepared<Row>(name: string, query: CompiledQuery<Row>): Promise<readonly Row[]>;
  /** One transaction; `afterCommit` effects run in order once it has committed. */
  transaction<Tables, Result>(
    work: (transaction: Transaction<Tables>, afterCommit: AfterCommit) => Promise<Result>,
  ): Promise<Result>;
  /** Applies what is pending, once among replicas. Throws `store-incompatible` for a newer database. */
  migrate(migrations: readonly Migration[]): Promise<readonly string[]>;
  /** Sends to every process that listens on `channel`; at most 7,900 bytes. */
  notify(channel: string, payload: string): Promise<void>;
  /** Throws when the database does not answer. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
