import type { Answer } from '../http/index.ts';

const lists = ['issues', 'values', 'comments', 'histories', 'fields', 'transitions'] as const;

/** How many objects an answer holds, in the points Jira takes for them: 1 each, 2 for accounts. */
export function objectsIn(path: string, { status, body }: Answer): number {
  if (status >= 400) return 0;
  const each = /\/(user|users|group|groups|myself)(\/|$)/.test(path) ? 2 : 1;
  if (Array.isArray(body)) return each * body.length;
  if (typeof body !== 'object' || body === null) return 0;
  for (const name of lists) {
    const list = Object.entries(body).find(([key]) => key === name)?.[1];
    if (Array.isArray(list)) return each * list.length;
  }
  return each;
}
