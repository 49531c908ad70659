import type { CallOptions } from '@signalbox/sdk';
import { z } from 'zod';
import { call, type JiraContext } from './call.ts';

/** The description says a number; Atlassian's own examples are text. */
const momentSchema = z.union([
  z.number().transform((milliseconds) => new Date(milliseconds).toISOString()),
  z.string().transform((text, context) => {
    const time = Date.parse(text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
    if (!Number.isNaN(time)) return new Date(time).toISOString();
    context.addIssue('no time');
    return z.NEVER;
  }),
]);

const pageSchema = z.looseObject({
  values: z
    .array(
      z.looseObject({
        id: z.number().int(),
        url: z.string(),
        jqlFilter: z.string().default(''),
        events: z.array(z.string()).default([]),
        expirationDate: momentSchema.nullish(),
      }),
    )
    .default([]),
  isLast: z.boolean().optional(),
  total: z.number().int().optional(),
});
export type AppWebhook = z.output<typeof pageSchema>['values'][number];

const path = '/rest/api/3/webhook';
const pageSize = 100;

/** The webhooks that the calling app has registered; they expire after 30 days. */
export async function listAppWebhooks(
  context: JiraContext,
  options?: CallOptions,
): Promise<readonly AppWebhook[]> {
  const found: AppWebhook[] = [];
  for (;;) {
    const query = { startAt: found.length, maxResults: pageSize };
    const page = await call(context, pageSchema, { method: 'GET', path, query, kind: 'webhooks' }, options);
    found.push(...page.values);
    if (page.values.length === 0 || (page.isLast ?? found.length >= (page.total ?? 0))) return found;
  }
}

const resultSchema = z.looseObject({
  webhookRegistrationResult: z.array(
    z.looseObject({ createdWebhookId: z.number().int().optional(), errors: z.array(z.string()).default([]) }),
  ),
});

/** Returns the new webhook's id, or Jira's complaints. */
export async function createAppWebhook(
  context: JiraContext,
  webhook: { readonly url: string; readonly events: readonly string[]; readonly jqlFilter: string },
  options?: CallOptions,
): Promise<{ readonly id: number | null; readonly errors: readonly string[] }> {
  const { url, ...details } = webhook;
  const { webhookRegistrationResult } = await call(
    context,
    resultSchema,
    { method: 'POST', path, body: { url, webhooks: [details] }, isRepeatable: false, kind: 'webhooks' },
    options,
  );
  const [result] = webhookRegistrationResult;
  return { id: result?.createdWebhookId ?? null, errors: result?.errors ?? [] };
}

const expirationSchema = z.looseObject({ expirationDate: momentSchema });

/** Thirty more days for these. Jira passes over the ids that it does not know, without a word. */
export async function refreshAppWebhooks(
  context: JiraContext,
  ids: readonly number[],
  options?: CallOptions,
): Promise<void> {
  const request = {
    method: 'PUT',
    path: `${path}/refresh`,
    body: { webhookIds: ids },
    isRepeatable: true,
    kind: 'webhooks',
  } as const;
  await call(context, expirationSchema, request, options);
}

export async function deleteAppWebhook(
  context: JiraContext,
  id: number,
  options?: CallOptions,
): Promise<void> {
  const request = { method: 'DELETE', path, body: { webhookIds: [id] }, isRepeatable: true } as const;
  await context.http.request({ ...request, kind: 'webhooks', ...options });
}
