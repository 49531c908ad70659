import { z } from 'zod';
import { defineRoute, type Route } from '../http/index.ts';
import type { DeadLetters } from './dead-letters.ts';

const deadLetterSchema = z.object({
  id: z.string(),
  site: z.string(),
  receivedAt: z.string(),
  reason: z.string(),
  bytes: z.number().int(),
});
const idSchema = z.string().regex(/^\d{1,15}$/, 'An id is a number.');
const params = z.object({ id: idSchema });
const tag = 'dead letters';

/** Webhooks that were not understood: an admin lists, reads, replays or drops them. */
export function deadLetterRoutes(letters: DeadLetters): readonly Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/dead-letters',
      operationId: 'listDeadLetters',
      access: ['viewer'],
      summary: 'Webhooks that were signed but not understood, newest first',
      tag,
      query: z.object({
        limit: z.coerce.number().int().min(1).max(200).default(50),
        before: idSchema.optional(),
      }),
      result: z.object({ items: z.array(deadLetterSchema).readonly(), next: z.string().nullable() }),
      handle: async ({ caller, query }) => await letters.list(caller.scope, query.limit, query.before),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/dead-letters/{id}/body',
      operationId: 'readDeadLetterBody',
      access: ['admin'],
      summary: 'The webhook as it came, unmasked',
      tag,
      params,
      mediaType: 'application/json',
      async handle({ caller, params: { id } }) {
        const body = await letters.body(caller.scope, id);
        const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' };
        return new Response(new Uint8Array(body), { headers });
      },
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/dead-letters/{id}/replay',
      operationId: 'replayDeadLetter',
      access: ['admin'],
      summary: 'Reads the webhook again, for example after an update of the connector',
      tag,
      params,
      result: z.object({ tickets: z.number().int() }),
      handle: async ({ caller, params: { id } }) => await letters.replay(caller.scope, id),
    }),
    defineRoute({
      method: 'delete',
      path: '/api/v1/dead-letters/{id}',
      operationId: 'dropDeadLetter',
      access: ['admin'],
      summary: 'Deletes the webhook for good',
      tag,
      params,
      handle: async ({ caller, params: { id } }) => {
        await letters.drop(caller.scope, id);
        return undefined;
      },
    }),
  ];
}
