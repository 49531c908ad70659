import type { CallOptions } from '@signalbox/sdk';
import { z } from 'zod';
import { call, type JiraContext } from './call.ts';

const webhookSchema = z.looseObject({
  name: z.string().default(''),
  url: z.string(),
  self: z.string(),
  enabled: z.boolean().default(true),
  events: z.array(z.string()).default([]),
  filters: z.record(z.string(), z.string()).nullish(),
});
export type AdminWebhook = z.output<typeof webhookSchema>;

const path = '/rest/webhooks/1.0/webhook';
/** The name under which Jira keeps the JQL of issue events. */
export const issueFilter = 'issue-related-events-section';

/** Administrators' webhooks, whoever registered them; they do not expire. */
export async function listAdminWebhooks(
  context: JiraContext,
  options?: CallOptions,
): Promise<readonly AdminWebhook[]> {
  return await call(context, z.array(webhookSchema), { method: 'GET', path, kind: 'webhooks' }, options);
}

export async function createAdminWebhook(
  context: JiraContext,
  webhook: {
    readonly name: string;
    readonly url: string;
    readonly events: readonly string[];
    readonly filters: Readonly<Record<string, string>>;
    readonly secret: string;
  },
  options?: CallOptions,
): Promise<AdminWebhook> {
  const request = {
    method: 'POST',
    path,
    body: { ...webhook, excludeBody: false },
    isRepeatable: false,
  } as const;
  return await call(context, webhookSchema, { ...request, kind: 'webhooks' }, options);
}

/** One that is gone already is no error. */
export async function deleteAdminWebhook(
  context: JiraContext,
  id: string,
  options?: CallOptions,
): Promise<void> {
  await context.http.request({
    method: 'DELETE',
    path: `${path}/${encodeURIComponent(id)}`,
    isRepeatable: true,
    kind: 'webhooks',
    accept: [404],
    ...options,
  });
}
