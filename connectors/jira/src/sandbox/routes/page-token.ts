import { createHash } from 'node:crypto';
import { Refusal } from '../http/index.ts';

const digest = (jql: string): string => createHash('sha256').update(jql).digest('base64url').slice(0, 8);

/**
 * Where the next page starts, for one query. It is a position, not a snapshot: issues that move in the order while
 * somebody pages can be seen twice or not at all, as with Jira's own tokens.
 */
export const writePageToken = (position: number, jql: string): string =>
  Buffer.from(`${position}:${digest(jql)}`).toString('base64url');

/** Throws a refusal for a token of another query, or none at all. */
export function readPageToken(token: string, jql: string): number {
  const match = /^(\d+):(.+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (match?.[2] !== digest(jql)) throw new Refusal(400, ['The provided next page token is invalid.']);
  return Number(match[1]);
}
