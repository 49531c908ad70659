import { z } from 'zod';
import type { Answer } from './answer.ts';
import { ApiError } from './api-error.ts';
import { readJson } from './request-body.ts';
import type { ApiRequest, Route, RouteContext } from './route.ts';

const headerSchema = z.object({
  name: z.string().regex(/^[\w-]+$/),
  value: z.string().regex(/^[\x20-\x7e]*$/),
});
const batchSchema = z.object({
  batch_request_id: z.string().default(''),
  rest_requests: z.array(
    z.object({
      id: z.string(),
      method: z.string(),
      /** A path on this instance. */
      url: z.string().regex(/^\/api\/[\x21-\x7e]*$/),
      headers: z.array(headerSchema).default([]),
      /** Base64. */
      body: z.string().default(''),
      exclude_response_headers: z.union([z.boolean(), z.string()]).default(false),
    }),
  ),
});
type Item = z.infer<typeof batchSchema>['rest_requests'][number];

const longestItemBytes = 5 * 1024 * 1024;
const longestAnswerBytes = 10 * 1024 * 1024;

/** Batch API: several requests in one, bodies in base64. Source: "Batch API" of the platform's REST reference. */
export const batchRoute: Route = {
  method: 'POST',
  pattern: /^\/api\/now\/(?:v1\/)?batch\/?$/,
  handle: answerBatch,
};

function answerBatch(context: RouteContext): Answer {
  const parsed = batchSchema.safeParse(readJson(context.request));
  if (!parsed.success) throw new ApiError(400, 'Invalid batch request', z.prettifyError(parsed.error));
  const serviced: object[] = [];
  const unserviced: string[] = [];
  let answerBytes = 0;
  for (const item of parsed.data.rest_requests) {
    if (answerBytes >= longestAnswerBytes || item.body.length * 0.75 > longestItemBytes) {
      unserviced.push(item.id);
      continue;
    }
    const answer = context.dispatch(requestOf(context, item));
    const body = answer.body === undefined ? '' : JSON.stringify(answer.body);
    answerBytes += body.length;
    serviced.push({
      id: item.id,
      body: Buffer.from(body).toString('base64'),
      status_code: answer.status,
      status_text: statusTexts[answer.status] ?? '',
      execution_time: 1,
      headers: String(item.exclude_response_headers) === 'true' ? [] : headersOf(answer),
    });
  }
  return {
    status: 200,
    body: {
      batch_request_id: parsed.data.batch_request_id,
      serviced_requests: serviced,
      unserviced_requests: unserviced,
    },
  };
}

const statusTexts: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
};

function requestOf(context: RouteContext, item: Item): ApiRequest {
  const headers = new Headers(item.headers.map(({ name, value }): [string, string] => [name, value]));
  return {
    method: item.method.toUpperCase(),
    url: new URL(item.url, context.request.url),
    headers,
    body: Buffer.from(item.body, 'base64').toString('utf8'),
  };
}

function headersOf(answer: Answer): readonly object[] {
  const headers = { 'Content-Type': 'application/json;charset=UTF-8', ...answer.headers };
  return Object.entries(headers).map(([name, value]) => ({ name, value }));
}
