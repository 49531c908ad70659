import { createHash } from 'node:crypto';
import { SignalboxError } from '@signalbox/sdk';
import { type Kysely, sql } from 'kysely';
import type { Migration } from './migration.ts';

/** Any fixed number: what replicas that start together queue on. */
const advisoryLock = 5_161_803;

type MigrationTables = {
  signalbox_migration: { id: string; checksum: string; applied_at: string };
};

function checksum(migration: Migration): string {
  return createHash('sha256').update(migration.sql).digest('hex');
}

/**
 * Brings the database to this version, or leaves it untouched: one transaction under an advisory lock, so that
 * replicas migrate once.
 * @returns the ids that were applied now.
 * @throws `store-incompatible` when the database holds steps this version does not know, or knows differently.
 */
export async function migrate(
  database: Kysely<unknown>,
  migrations: readonly Migration[],
  now: string,
): Promise<readonly string[]> {
  return await database
    .withTables<MigrationTables>()
    .transaction()
    .execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${sql.lit(advisoryLock)})`.execute(transaction);
      await sql`create table if not exists signalbox_migration (
      id text primary key, checksum text not null, applied_at timestamptz not null)`.execute(transaction);
      const applied = await transaction
        .selectFrom('signalbox_migration')
        .select(['id', 'checksum'])
        .execute();
      refuseOthers(applied, migrations);
      const done = new Set(applied.map((row) => row.id));
      const pending = migrations.filter((migration) => !done.has(migration.id));
      for (const migration of pending) await sql.raw(migration.sql).execute(transaction);
      if (pending.length > 0) {
        const rows = pending.map((step) => ({ id: step.id, checksum: checksum(step), applied_at: now }));
        await transaction.insertInto('signalbox_migration').values(rows).execute();
      }
      return pending.map((migration) => migration.id);
    });
}

function refuseOthers(
  applied: readonly { readonly id: string; readonly checksum: string }[],
  migrations: readonly Migration[],
): void {
  const known = new Map(migrations.map((migration) => [migration.id, checksum(migration)]));
  const unknown = applied.filter((row) => !known.has(row.id)).map((row) => row.id);
  if (unknown.length > 0) {
    throw new SignalboxError(
      'store-incompatible',
      `The database was made by a newer version of Signalbox (it has ${unknown.join(', ')}). Start that version, or use another database. Nothing was changed.`,
    );
  }
  const changed = applied.filter((row) => known.get(row.id) !== row.checksum).map((row) => row.id);
  if (changed.length > 0) {
    throw new SignalboxError(
      'store-incompatible',
      `The database was made by another build of Signalbox (${changed.join(', ')} differ). Start that build, or use another database. Nothing was changed.`,
    );
  }
}
