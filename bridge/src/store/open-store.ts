import { type Clock, SignalboxError } from '@signalbox/sdk';
import { type CompiledQuery, Kysely, PostgresDialect, sql, type Transaction } from 'kysely';
import { Pool } from 'pg';
import type { Logger } from 'pino';
import { columnTypes } from './column-types.ts';
import { type ConnectionSettings, describeConnection } from './connection-settings.ts';
import { type Durability, type EmbeddedServer, startEmbeddedServer } from './embedded/index.ts';
import { migrate } from './migrate.ts';
import { openNotifications } from './notifications.ts';
import type { Store } from './store.ts';

export interface StoreOptions {
  /** `embedded:DIRECTORY` or `postgres://…`. */
  readonly url: string;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Connections of the pool. Default 12. */
  readonly poolSize?: number;
  /** Embedded only. Default `full`. */
  readonly durability?: Durability;
}

const embeddedPrefix = 'embedded:';
const oldestServer = 140_000;

/**
 * Opens the database, starting the embedded server when the URL asks for one.
 * @throws `configuration` for an URL it does not know; `store-unavailable`, `store-in-use`, `store-incompatible`,
 * `platform-unsupported`, each with what to do.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { url, clock, logger } = options;
  if (url.startsWith(embeddedPrefix)) {
    const directory = url.slice(embeddedPrefix.length);
    if (directory === '') throw unknownUrl();
    const { durability } = options;
    const server = await startEmbeddedServer({
      directory,
      clock,
      logger,
      ...(durability ? { durability } : {}),
    });
    return await connect(server.connection, options, server);
  }
  if (!/^postgres(ql)?:\/\//.test(url)) throw unknownUrl();
  return await connect({ connectionString: url }, options, null);
}

function unknownUrl(): SignalboxError {
  return new SignalboxError(
    'configuration',
    "The database is 'embedded:DIRECTORY' or 'postgres://USER:PASSWORD@HOST/DATABASE'. Write, for example: database: 'embedded:./data'",
  );
}

async function connect(
  connection: ConnectionSettings,
  { clock, logger, poolSize = 12 }: StoreOptions,
  server: EmbeddedServer | null,
): Promise<Store> {
  const pool = new Pool({
    ...connection,
    max: poolSize,
    types: columnTypes,
    application_name: 'signalbox',
    connectionTimeoutMillis: 10_000,
    query_timeout: 60_000,
    keepAlive: true,
  });
  // An idle connection that breaks is replaced by the pool; unhandled, the event would end the process.
  pool.on('error', (error) => logger.warn({ error: error.message }, 'a database connection failed'));
  // While a transaction holds a connection, the pool does not watch it: its queries fail, and that is enough.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const notifications = openNotifications(connection, clock, logger);
  const close = async (): Promise<void> => {
    await notifications.close();
    await kysely.destroy();
    await server?.stop();
  };
  try {
    await requireServer(kysely, connection);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    kind: server === null ? 'server' : 'embedded',
    connection,
    notifications,
    tables: <Tables>() => kysely as unknown as Kysely<Tables>,
    async prepared<Row>(name: string, { sql: text, parameters }: CompiledQuery<Row>) {
      const { rows } = await pool.query({ name, text, values: [...parameters] });
      return rows as Row[];
    },
    async transaction<Tables, Result>(
      work: (transaction: Transaction<Tables>, afterCommit: (effect: () => void) => void) => Promise<Result>,
    ) {
      const effects: (() => void)[] = [];
      const result = await kysely
        .transaction()
        .execute((transaction) =>
          work(transaction as unknown as Transaction<Tables>, (effect) => effects.push(effect)),
        );
      for (const effect of effects) effect();
      return result;
    },
    migrate: (migrations) => migrate(kysely, migrations, new Date(clock.now()).toISOString()),
    async notify(channel, payload) {
      await sql`select pg_notify(${channel}, ${payload})`.execute(kysely);
    },
    async ping() {
      await sql`select 1`.execute(kysely);
    },
    close,
  };
}

function whyNot(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // What pg says of an address without a password.
  if (/password must be a (?:non-empty )?string/.test(cause.message)) {
    return 'the server asks for a password, and the address has none';
  }
  return cause.message || ((cause as NodeJS.ErrnoException).code ?? cause.name);
}

async function requireServer(kysely: Kysely<unknown>, connection: ConnectionSettings): Promise<void> {
  const where = describeConnection(connection);
  let version: number;
  try {
    const { rows } = await sql<{
      version: string;
    }>`select current_setting('server_version_num') as version`.execute(kysely);
    version = Number(rows[0]?.version);
  } catch (cause) {
    const why = whyNot(cause);
    throw new SignalboxError(
      'store-unavailable',
      `The database ${where} cannot be used: ${why}. Check that the server runs and that host, port, user, password and database in "database" are right.`,
      { cause },
    );
  }
  if (version < oldestServer) {
    throw new SignalboxError(
      'store-incompatible',
      `The database ${where} is PostgreSQL ${Math.floor(version / 10_000)}; Signalbox needs 14 or later.`,
    );
  }
}
