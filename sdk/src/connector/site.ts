import type { Clock } from '../clock/index.ts';
import type { Governor, Limits } from '../governor/index.ts';
import type { SiteClient } from '../http/index.ts';
import type { Ticket, TicketChange, TicketEvent } from '../model/index.ts';
import type { VerifiedDelivery, WebhookDelivery } from '../webhook/index.ts';
import type {
  CatalogCapability,
  ChangesCapability,
  CmdbCapability,
  DiagnosisCapability,
  TicketsCapability,
  WebhookRegistrationsCapability,
} from './capabilities.ts';

/** A capability with its site's context already given. */
export type Bound<Capability> = {
  readonly [Name in keyof Capability]: NonNullable<Capability[Name]> extends (
    context: never,
    ...rest: infer Rest
  ) => infer Result
    ? (...rest: Rest) => Result
    : Capability[Name];
};

/** One vendor instance, ready to use: what the bridge and the Forge app work with. */
export interface Site {
  readonly name: string;
  readonly connector: { readonly name: string; readonly version: string };
  readonly baseUrl: string;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly http: SiteClient;
  /** What an operator sees of the site's limits, queue and circuits, and how a service keeps them in several processes. */
  readonly governor: Pick<Governor, 'snapshot' | 'share'>;
  readonly tickets: Bound<TicketsCapability<unknown>> | undefined;
  readonly catalog: Bound<CatalogCapability<unknown>> | undefined;
  readonly cmdb: Bound<CmdbCapability<unknown>> | undefined;
  readonly changes: Bound<ChangesCapability<unknown>> | undefined;
  readonly diagnosis: Bound<DiagnosisCapability<unknown>> | undefined;
  readonly humanQueue:
    | {
        mark(ticket: Ticket, reason: string): Pick<TicketChange, 'fields' | 'explanation'>;
        isMarked(ticket: Ticket): boolean;
      }
    | undefined;
  /** undefined: the vendor lets these credentials register none. */
  readonly webhookRegistrations: Bound<WebhookRegistrationsCapability<unknown>> | undefined;
  /** undefined: the site takes no webhooks. */
  readonly webhook:
    | {
        verify(delivery: WebhookDelivery): Promise<VerifiedDelivery>;
        parse(body: unknown, delivery: VerifiedDelivery): readonly TicketEvent[];
      }
    | undefined;
}
