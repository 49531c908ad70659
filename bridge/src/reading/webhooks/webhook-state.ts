import type { WebhookRegistration } from '@signalbox/sdk';
import { z } from 'zod';
import type { Discoverer } from '../../intake/index.ts';
import type { Kernel } from '../../kernel.ts';
import type { ReadingTables } from '../tables.ts';

export const registrationSchema = z.object({
  id: z.string(),
  url: z.string(),
  events: z.array(z.string()).readonly(),
  filter: z.string().nullable(),
  isEnabled: z.boolean(),
  expiresAt: z.string().nullable(),
});

export const webhookStateSchema = z.object({
  isTaken: z.boolean().describe('false: the site has nothing to verify webhooks with, and takes none'),
  lastAt: z.string().nullable().describe('when the last one came, to the minute'),
  silentSince: z
    .string()
    .nullable()
    .describe('since then reading has found changes that no webhook told of, and none has come'),
  canRegister: z.boolean().describe('whether the credentials may register webhooks at the service desk'),
  lookedAt: z.string().nullable().describe('when the registrations were last looked at'),
  registrations: z.array(registrationSchema).describe('those that lead to this site'),
  endsAt: z.string().nullable().describe('when the last of them expires; null: never, or none is known'),
  problem: z.string().nullable().describe('why they could not be looked at, or kept'),
});
export type WebhookState = z.infer<typeof webhookStateSchema>;

/** What the last look at the vendor's registrations found. */
export interface RegistrationsSeen {
  readonly registrations: readonly WebhookRegistration[];
  readonly endsAt: string | null;
  readonly problem: string | null;
}

export interface WebhookStates {
  read(site: string): Promise<WebhookState>;
  /** Sets down what a look at the vendor found; null registrations: it could not be looked. */
  saw(site: string, seen: RegistrationsSeen): Promise<void>;
  /** Sets down that the site's webhook is silent; while it is, the moment stays. */
  fellSilent(site: string): Promise<void>;
  /** False when nothing comes although there is news, or every registration has ended. */
  isHeard(site: string): Promise<boolean>;
}

export function createWebhookStates(
  { store, clock, sites }: Pick<Kernel, 'store' | 'clock' | 'sites'>,
  discoverer: Pick<Discoverer, 'lastTold'>,
): WebhookStates {
  const tables = () => store.tables<ReadingTables>();
  const now = () => new Date(clock.now()).toISOString();

  async function read(site: string): Promise<WebhookState> {
    const [row, lastAt] = await Promise.all([
      tables().selectFrom('reading_webhook').selectAll().where('site', '=', site).executeTakeFirst(),
      discoverer.lastTold(site),
    ]);
    const silentSince = row?.silent_since ?? null;
    const isSilent =
      silentSince !== null && (lastAt === null || Date.parse(lastAt) < Date.parse(silentSince));
    const opened = sites.get(site);
    return {
      isTaken: opened?.webhook !== undefined,
      lastAt,
      silentSince: isSilent ? silentSince : null,
      canRegister: opened?.webhookRegistrations !== undefined,
      lookedAt: row?.looked_at ?? null,
      registrations: row ? [...row.registrations] : [],
      endsAt: row?.ends_at ?? null,
      problem: row?.problem ?? null,
    };
  }

  return {
    read,
    async saw(site, { registrations, endsAt, problem }) {
      const seen = {
        looked_at: now(),
        registrations: JSON.stringify(registrations),
        ends_at: endsAt,
        problem,
      };
      await tables()
        .insertInto('reading_webhook')
        .values({ site, silent_since: null, ...seen })
        .onConflict((conflict) => conflict.column('site').doUpdateSet(seen))
        .execute();
    },
    async fellSilent(site) {
      if ((await read(site)).silentSince !== null) return;
      const silent_since = now();
      await tables()
        .insertInto('reading_webhook')
        .values({
          site,
          silent_since,
          looked_at: null,
          registrations: '[]',
          ends_at: null,
          problem: null,
        })
        .onConflict((conflict) => conflict.column('site').doUpdateSet({ silent_since }))
        .execute();
    },
    async isHeard(site) {
      const { isTaken, silentSince, endsAt } = await read(site);
      if (!isTaken) return true;
      return silentSince === null && (endsAt === null || Date.parse(endsAt) > clock.now());
    },
  };
}
