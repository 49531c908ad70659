import type { Generated } from 'kysely';
import { type Kysely, sql } from 'kysely';
import { onEvent, type Subscription } from '../events/index.ts';
import type { Kernel } from '../kernel.ts';
import { describeError } from '../logging/index.ts';
import type { RetentionRule } from '../module.ts';
import { inScope, type SiteScope } from '../store/index.ts';

interface ProblemTables {
  monitoring_problem: {
    id: Generated<number>;
    /** Empty: it concerns no site in particular. */
    site: string;
    code: string;
    message: string;
    hour: string;
    first_at: string;
    last_at: string;
    count: number;
  };
}

/** Something an operator should know of; the same one within an hour is counted, not repeated. */
export interface NoticedProblem {
  readonly id: string;
  readonly site: string | null;
  readonly code: string;
  /** A sentence for people, without ticket text. */
  readonly message: string;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly count: number;
}

export interface Problems {
  readonly subscriptions: readonly Subscription[];
  readonly retention: RetentionRule;
  list(scope: SiteScope, limit: number): Promise<readonly NoticedProblem[]>;
  flush(): Promise<void>;
}

const flushMs = 500;
const hourMs = 3_600_000;
const longestMessage = 500;
/** A flood of different messages must not fill the memory. */
const mostPending = 500;

interface Pending {
  readonly site: string;
  readonly code: string;
  readonly message: string;
  readonly firstAt: string;
  lastAt: string;
  count: number;
}

const refusals = {
  signature:
    'A webhook came with a wrong or missing signature and was refused. Check that both sides have the same secret.',
  replay: 'A webhook came outside its time window and was refused. Check the clocks of both sides.',
} as const;

export function createProblems({ store, logger }: Kernel): Problems {
  const tables = store.tables<ProblemTables>();
  let pending = new Map<string, Pending>();
  let timer: NodeJS.Timeout | undefined;

  function note(site: string | null, code: string, text: string, at: string): void {
    const message = text.slice(0, longestMessage);
    const key = `${site ?? ''} ${code} ${message}`;
    const known = pending.get(key);
    if (known === undefined && pending.size >= mostPending) return;
    const entry = known ?? { site: site ?? '', code, message, firstAt: at, lastAt: at, count: 0 };
    entry.count += 1;
    entry.lastAt = at;
    pending.set(key, entry);
    timer ??= setTimeout(() => void flush(), flushMs).unref();
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const entries = [...pending.values()];
    pending = new Map();
    if (entries.length === 0) return;
    try {
      await write(tables, entries);
    } catch (error) {
      logger.warn({ error: describeError(error) }, 'problems could not be noted');
    }
  }

  return {
    subscriptions: [
      onEvent('problem.noticed', ({ site, code, message, at }) => note(site, code, message, at)),
      onEvent('delivery.rejected', ({ site, reason, at }) => note(site, reason, refusals[reason], at)),
      onEvent('delivery.dead-lettered', ({ site, message, at }) =>
        note(site, 'dead-letter', `A webhook was not understood: ${message}`, at),
      ),
      onEvent('action.failed', ({ site, message, at }) => note(site, 'write-failed', message, at)),
    ],
    retention: {
      dataClass: 'monitoring.problems',
      keepDays: 90,
      async sweep(before) {
        const query = tables.deleteFrom('monitoring_problem').where('last_at', '<', before);
        return Number((await query.executeTakeFirst()).numDeletedRows);
      },
    },
    async list(scope, limit) {
      await flush();
      const rows = await tables
        .selectFrom('monitoring_problem')
        .selectAll()
        .where((builder) => builder.or([builder('site', '=', ''), inScope(scope, sql.ref<string>('site'))]))
        .orderBy('last_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map((row) => ({
        id: String(row.id),
        site: row.site === '' ? null : row.site,
        code: row.code,
        message: row.message,
        firstAt: row.first_at,
        lastAt: row.last_at,
        count: row.count,
      }));
    },
    flush,
  };
}

async function write(tables: Kysely<ProblemTables>, entries: readonly Pending[]): Promise<void> {
  const rows = entries.map(({ site, code, message, firstAt, lastAt, count }) => {
    const hour = new Date(Math.floor(Date.parse(lastAt) / hourMs) * hourMs).toISOString();
    return { site, code, message, hour, first_at: firstAt, last_at: lastAt, count };
  });
  await tables
    .insertInto('monitoring_problem')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['hour', 'site', 'code', 'message']).doUpdateSet({
        last_at: sql`greatest(monitoring_problem.last_at, excluded.last_at)`,
        count: sql`monitoring_problem.count + excluded.count`,
      }),
    )
    .execute();
}
