import type { WebhookRegistration } from '../connector/index.ts';

const dayMs = 86_400_000;

/** How long before its end a registration is renewed: a third of Jira's thirty days, so that a holiday costs none. */
export const renewBeforeMs: number = 10 * dayMs;

export interface RegistrationStanding {
  /** Enabled and not expired: the vendor sends to it. */
  readonly live: readonly WebhookRegistration[];
  /** Of the live ones, those that end within {@link renewBeforeMs}. */
  readonly due: readonly WebhookRegistration[];
  /** Past their end. */
  readonly expired: readonly WebhookRegistration[];
  /** When the last of the live ones ends, ISO 8601; null: never, or none is live. */
  readonly endsAt: string | null;
}

/** The registrations whose address leads to a bridge's intake for this site, whatever host it has. */
export function registrationsOf(
  site: string,
  registrations: readonly WebhookRegistration[],
): readonly WebhookRegistration[] {
  const path = `/webhooks/${site}`;
  return registrations.filter(({ url }) => URL.canParse(url) && new URL(url).pathname.endsWith(path));
}

/** @param now milliseconds since the epoch */
export function assessRegistrations(
  registrations: readonly WebhookRegistration[],
  now: number,
): RegistrationStanding {
  const endOf = ({ expiresAt }: WebhookRegistration) =>
    expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt);
  const live = registrations.filter((each) => each.isEnabled && endOf(each) > now);
  const end = Math.max(Number.NEGATIVE_INFINITY, ...live.map(endOf));
  return {
    live,
    due: live.filter((each) => endOf(each) - now <= renewBeforeMs),
    expired: registrations.filter((each) => endOf(each) <= now),
    endsAt: Number.isFinite(end) ? new Date(end).toISOString() : null,
  };
}
