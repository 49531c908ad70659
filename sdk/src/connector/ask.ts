import { z } from 'zod';
import type { VendorRequest } from '../http/index.ts';
import { parseAnswer } from '../reading/index.ts';
import type { CallOptions, SiteContext } from './capabilities.ts';

export interface Answer<Body> {
  readonly body: Body;
  readonly headers: Readonly<Record<string, string>>;
  /** The vendor names a next page in its `Link` header (RFC 8288). */
  readonly hasNext: boolean;
}

/** A request without a method is a GET. */
export type Question = Partial<Pick<VendorRequest, 'method'>> & Omit<VendorRequest, 'method'>;

/** Sends a request and checks what comes. Throws `vendor-contract` for another shape, without quoting it. */
export async function ask<Body>(
  { http, site }: Pick<SiteContext<unknown>, 'http' | 'site'>,
  schema: z.ZodType<Body>,
  question: Question,
  options?: CallOptions,
): Promise<Answer<Body>> {
  const { body, headers } = await http.request({ method: 'GET', ...question, ...options });
  const hasNext = /;\s*rel="?next"?/i.test(headers['link'] ?? '');
  return { body: parseAnswer(schema, body, site), headers, hasNext };
}

/** Every row of a list that is paged by number and linked by `Link`, for lists that stay short. */
export async function askAll<Row>(
  context: Pick<SiteContext<unknown>, 'http' | 'site'>,
  schema: z.ZodType<Row>,
  question: Question,
  options?: CallOptions,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const query = { per_page: 100, ...question.query, page };
    const answer = await ask(context, z.array(schema), { ...question, query }, options);
    rows.push(...answer.body);
    if (!answer.hasNext) return rows;
  }
}
