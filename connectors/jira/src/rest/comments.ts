import type { CallOptions, VendorRequest } from '@signalbox/sdk';
import { z } from 'zod';
import { adfToText, markdownToAdf, markdownToServiceDeskText } from '../text/index.ts';
import { call, issuePath, type JiraContext } from './call.ts';

const serviceDeskPath = (issue: string): string =>
  `/rest/servicedeskapi/request/${encodeURIComponent(issue)}/comment`;

const serviceDeskPageSchema = z.looseObject({
  size: z.number().int().nonnegative(),
  start: z.number().int().nonnegative(),
  isLastPage: z.boolean(),
  values: z.array(z.looseObject({ body: z.string() })),
});

const platformPageSchema = z.looseObject({
  startAt: z.number().int().nonnegative(),
  total: z.number().int().nonnegative(),
  comments: z.array(z.looseObject({ body: z.unknown().optional() })),
});

const pageSize = 100;

/** A comment through the service desk's API, the only one that says who may see it. */
export function serviceDeskComment(issue: string, markdown: string, isPublic: boolean): VendorRequest {
  return {
    method: 'POST',
    path: serviceDeskPath(issue),
    body: { body: markdownToServiceDeskText(markdown), public: isPublic },
    kind: 'comment',
    ticketId: issue,
  };
}

/** An ordinary comment: everyone who sees the issue sees it. Not for service projects, where that includes the customer. */
export function platformComment(issue: string, markdown: string): VendorRequest {
  return {
    method: 'POST',
    path: issuePath(issue, '/comment'),
    body: { body: markdownToAdf(markdown) },
    kind: 'comment',
    ticketId: issue,
  };
}

/** True when a comment of the service desk's API holds `reference`. */
export async function hasServiceDeskComment(
  context: JiraContext,
  issue: string,
  reference: string,
  options?: CallOptions,
): Promise<boolean> {
  for (let start = 0; ; ) {
    const page = await call(
      context,
      serviceDeskPageSchema,
      {
        method: 'GET',
        path: serviceDeskPath(issue),
        query: { public: true, internal: true, start, limit: pageSize },
        kind: 'read',
        ticketId: issue,
      },
      options,
    );
    if (page.values.some((comment) => comment.body.includes(reference))) return true;
    if (page.isLastPage || page.values.length === 0) return false;
    start += page.values.length;
  }
}

/** True when an ordinary comment holds `reference`. */
export async function hasPlatformComment(
  context: JiraContext,
  issue: string,
  reference: string,
  options?: CallOptions,
): Promise<boolean> {
  for (let startAt = 0; ; ) {
    const page = await call(
      context,
      platformPageSchema,
      {
        method: 'GET',
        path: issuePath(issue, '/comment'),
        query: { startAt, maxResults: pageSize },
        kind: 'read',
        ticketId: issue,
      },
      options,
    );
    if (page.comments.some((comment) => adfToText(comment.body).includes(reference))) return true;
    startAt += page.comments.length;
    if (page.comments.length === 0 || startAt >= page.total) return false;
  }
}
