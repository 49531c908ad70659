import type { Answer } from '../http/index.ts';

const contentType = 'application/json;charset=UTF-8';

export function asResponse({ status, body, headers }: Answer): Response {
  const text = body === undefined ? null : JSON.stringify(body);
  return new Response(text, {
    status,
    headers: { ...(text === null ? {} : { 'content-type': contentType }), ...headers },
  });
}
