import { sql } from 'kysely';
import type { Store } from '../store/index.ts';
import type { Delivery, Reception } from './delivery.ts';
import { upsertTickets } from './mark-tickets.ts';
import type { IntakeTables } from './tables.ts';

const minuteMs = 60_000;

const keyOf = ({ site, bodyHash }: Pick<Delivery, 'site' | 'bodyHash'>): string => `${site} ${bodyHash}`;

/** The second of two equal webhooks in one batch is a duplicate as well. */
function repeatsIn(deliveries: readonly Delivery[]): readonly boolean[] {
  const seen = new Set<string>();
  return deliveries.map((delivery) => seen.size === seen.add(keyOf(delivery)).size);
}

function toldRows(deliveries: readonly Delivery[], repeats: readonly boolean[]) {
  let bodyStart = 0;
  return deliveries.map((delivery, index) => {
    const row = {
      site: delivery.site,
      delivery_id: delivery.deliveryId,
      body_hash: delivery.bodyHash,
      body_start: bodyStart,
      body_length: delivery.body.byteLength,
      received_at: new Date(delivery.receivedAt).toISOString(),
      minute: new Date(Math.floor(delivery.receivedAt / minuteMs) * minuteMs).toISOString(),
      status: delivery.deadReason === null ? 'accepted' : 'dead',
      reason: delivery.deadReason,
      ticket_ids: [...new Set(delivery.events.map((event) => event.subject))],
      is_repeat: repeats[index] ?? false,
    };
    bodyStart += delivery.body.byteLength;
    return row;
  });
}

function eventRows(deliveries: readonly Delivery[], repeats: readonly boolean[]) {
  return deliveries.flatMap(({ site, bodyHash, receivedAt, events }, index) =>
    repeats[index]
      ? []
      : events.map((event) => ({
          site,
          body_hash: bodyHash,
          waiting: { receivedAt: new Date(receivedAt).toISOString(), event },
        })),
  );
}

/**
 * Stores webhooks, marks their tickets and counts, all in one statement: one way to the database and back, and one
 * fsync, however many there are. Rows are written in an order that is the same everywhere, so that two replicas with
 * the same webhooks never wait for each other in a circle.
 * @param writer whose rows of the tally are added to; one statement at a time per writer
 */
export async function insertDeliveries(
  store: Store,
  deliveries: readonly Delivery[],
  writer: string,
): Promise<readonly Reception[]> {
  const repeats = repeatsIn(deliveries);
  const bodies = Buffer.concat(deliveries.map((delivery) => delivery.body));
  const statement = sql<{ id: number; site: string; body_hash: string }>`
    with told as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(toldRows(deliveries, repeats))}::jsonb) as told
        (site text, delivery_id text, body_hash text, body_start integer, body_length integer,
          received_at timestamptz, minute timestamptz, status text, reason text, ticket_ids text[], is_repeat boolean)
    ), fresh as (
      insert into intake_delivery (site, delivery_id, body_hash, body, received_at, status, reason, ticket_ids)
      select site, delivery_id, body_hash, substring(${bodies}::bytea from body_start + 1 for body_length),
        received_at, status, reason, ticket_ids
      from told where not is_repeat order by site collate "C", body_hash collate "C"
      on conflict do nothing
      returning id, site, body_hash
    ), news as (
      select site, waiting #>> '{event,subject}' as ticket_id, waiting #>> '{event,data,key}' as ticket_key,
        waiting #>> '{event,data,version}' as version, (waiting ->> 'receivedAt')::timestamptz as received_at,
        place, waiting
      from rows from (jsonb_to_recordset(${JSON.stringify(eventRows(deliveries, repeats))}::jsonb)
        as (site text, body_hash text, waiting jsonb)) with ordinality as event (site, body_hash, waiting, place)
      join fresh using (site, body_hash)
    ), ticket as (${upsertTickets(sql`(
        select site, ticket_id, count(*) as added, jsonb_agg(waiting order by place) as events,
          (array_agg(ticket_key order by place desc) filter (where ticket_key is not null))[1] as ticket_key,
          (array_agg(version order by place desc) filter (where version is not null))[1] as version,
          (array_agg(received_at order by place))[1] as waiting_since,
          (array_agg(received_at order by place desc))[1] as told_at
        from news group by site, ticket_id order by site collate "C", ticket_id collate "C") as news`)}
    ), tally as (
      insert into intake_tally as known (site, minute, writer, received, duplicates, rejected, dead_letters)
      select told.site, minute, ${writer}::text, count(fresh.id), count(*) - count(fresh.id), 0,
        count(fresh.id) filter (where status = 'dead')
      from told left join fresh on fresh.site = told.site and fresh.body_hash = told.body_hash and not is_repeat
      group by told.site, minute order by minute, told.site
      on conflict (minute, site, writer) do update set
        received = known.received + excluded.received,
        duplicates = known.duplicates + excluded.duplicates,
        dead_letters = known.dead_letters + excluded.dead_letters
    )
    select id, site, body_hash from fresh`.compile(store.tables<IntakeTables>());
  const rows = await store.prepared('intake-insert-deliveries', statement);
  const ids = new Map(rows.map((row) => [`${row.site} ${row.body_hash}`, String(row.id)]));
  return deliveries.map((delivery, index): Reception => {
    const id = repeats[index] ? undefined : ids.get(keyOf(delivery));
    if (id === undefined) return { status: 'duplicate' };
    return { status: delivery.deadReason === null ? 'accepted' : 'dead-letter', id };
  });
}
