import type { z } from 'zod';
import type { Limits } from '../governor/index.ts';
import type { Authentication, ReadComplaint } from '../http/index.ts';
import type { SandboxFactory } from '../sandbox/index.ts';
import type {
  CatalogCapability,
  ChangesCapability,
  CmdbCapability,
  DiagnosisCapability,
  HumanQueueCapability,
  TicketsCapability,
  WebhookCapability,
  WebhookRegistrationsCapability,
} from './capabilities.ts';

/** A connector: a contract with one vendor. Its capabilities are the members that are present. */
export interface Connector<Configuration> {
  /** kebab-case, unique (`jira`). */
  readonly name: string;
  readonly version: string;
  readonly configuration: z.ZodType<Configuration>;
  /** Where requests go. Credentials are sent to this origin only. */
  readonly baseUrl: (configuration: Configuration) => string;
  /** Further origins requests may leave for, without credentials of the site. */
  readonly origins?: (configuration: Configuration) => readonly string[];
  readonly authentication: (configuration: Configuration) => Authentication;
  readonly limits: (configuration: Configuration) => Limits;
  /** Reads the vendor's error body. Its message must hold no ticket text; echoes of the request are blanked besides. */
  readonly readError?: ReadComplaint;
  readonly webhook?: WebhookCapability<Configuration>;
  readonly webhookRegistrations?: WebhookRegistrationsCapability<Configuration>;
  readonly tickets?: TicketsCapability<Configuration>;
  readonly catalog?: CatalogCapability<Configuration>;
  readonly cmdb?: CmdbCapability<Configuration>;
  readonly changes?: ChangesCapability<Configuration>;
  readonly humanQueue?: HumanQueueCapability<Configuration>;
  readonly diagnosis?: DiagnosisCapability<Configuration>;
  /** A stand-in for the vendor: what the conformance kit runs the connector against. */
  readonly sandbox?: SandboxFactory;
}

/** Declares a connector; the configuration's type follows from its schema. */
export function defineConnector<Configuration>(
  connector: Connector<Configuration>,
): Connector<Configuration> {
  return Object.freeze(connector);
}
