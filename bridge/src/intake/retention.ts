import { sql } from 'kysely';
import type { RetentionRule } from '../module.ts';
import type { Store } from '../store/index.ts';
import type { IntakeTables } from './tables.ts';

/** How long a webhook's hash is remembered, so that a late repeat is known as one. */
const rememberDays = 60;

/**
 * Unmasked bodies go a week after they came, but not before their tickets are settled; dead letters after thirty
 * days. What remains of a webhook is its hash and the tickets' ids.
 */
export function intakeRetention(store: Store, bodyDays = 7, deadLetterDays = 30): readonly RetentionRule[] {
  const tables = store.tables<IntakeTables>();
  return [
    {
      dataClass: 'intake.bodies',
      keepDays: bodyDays,
      async sweep(before) {
        const result = await tables
          .updateTable('intake_delivery')
          .set({ body: null })
          .where('body', 'is not', null)
          .where('status', '=', 'accepted')
          .where('received_at', '<', before)
          .where(({ not, exists, selectFrom }) =>
            not(
              exists(
                selectFrom('intake_ticket')
                  .select(sql.lit(1).as('one'))
                  .whereRef('intake_ticket.site', '=', 'intake_delivery.site')
                  .where(sql<boolean>`intake_ticket.ticket_id = any(intake_delivery.ticket_ids)`)
                  .where('intake_ticket.waiting_since', 'is not', null),
              ),
            ),
          )
          .executeTakeFirst();
        return Number(result.numUpdatedRows);
      },
    },
    {
      dataClass: 'intake.dead-letters',
      keepDays: deadLetterDays,
      async sweep(before) {
        const result = await tables
          .deleteFrom('intake_delivery')
          .where('status', 'in', ['dead', 'dropped'])
          .where('received_at', '<', before)
          .executeTakeFirst();
        return Number(result.numDeletedRows);
      },
    },
    {
      dataClass: 'intake.delivery-hashes',
      keepDays: rememberDays,
      async sweep(before) {
        const result = await tables
          .deleteFrom('intake_delivery')
          .where('body', 'is', null)
          .where('received_at', '<', before)
          .executeTakeFirst();
        return Number(result.numDeletedRows);
      },
    },
  ];
}
