import type { Connector } from '@signalbox/sdk';
import { z } from 'zod';

/**
 * What `jira({ … })` and `servicenow({ … })` return: a connector, and its configuration still to be checked. Of the
 * connector only what every connector has: what its configuration looks like, it alone knows.
 */
export interface SiteDeclaration {
  readonly connector: Pick<Connector<unknown>, 'name' | 'version'>;
  readonly configuration: unknown;
}

export const siteDeclarationSchema = z.custom<SiteDeclaration>(
  (value) => typeof value === 'object' && value !== null && 'connector' in value && 'configuration' in value,
  { error: 'write jira({ … }) or servicenow({ … })' },
);
