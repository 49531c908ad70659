import type { Connector } from '@signalbox/sdk';
import { z } from 'zod';

/** What `jira({ … })` and `servicenow({ … })` return: a connector, and its configuration still to be checked. */
export interface SiteDeclaration {
  readonly connector: Connector<never>;
  readonly configuration: unknown;
}

export const siteDeclarationSchema = z.custom<SiteDeclaration>(
  (value) => typeof value === 'object' && value !== null && 'connector' in value && 'configuration' in value,
  { error: 'write jira({ … }) or servicenow({ … })' },
);
