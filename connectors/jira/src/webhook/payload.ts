import { z } from 'zod';
import { changeItemSchema, userSchema } from '../rest/index.ts';

const issueSchema = z.object({
  id: z.coerce.string().min(1),
  key: z.string().min(1),
  fields: z.object({ updated: z.string().optional() }).optional(),
});

const commentSchema = z.object({
  id: z.coerce.string(),
  self: z.string().optional(),
  body: z.unknown().optional(),
  author: userSchema.nullish(),
  updateAuthor: userSchema.nullish(),
});

/** A webhook's body, in the cloud or on a server, as far as triage needs it; the rest, most of it, is not even copied. */
export const payloadSchema = z.object({
  /** Milliseconds since the epoch. */
  timestamp: z.number().min(0).max(8.64e15),
  webhookEvent: z.string().min(1),
  issue_event_type_name: z.string().optional(),
  user: userSchema.nullish(),
  issue: issueSchema.nullish(),
  comment: commentSchema.nullish(),
  changelog: z.object({ items: z.array(changeItemSchema).default([]) }).nullish(),
});
export type Payload = z.infer<typeof payloadSchema>;

/** On a server, a comment's event comes without its issue: the comment's address names it. */
const commentAddress = /\/issue\/([^/]+)\/comment\//;

export function subjectOf({
  issue,
  comment,
}: Payload): { readonly id: string; readonly key: string | null } | null {
  if (issue) return { id: issue.id, key: issue.key };
  const id = comment?.self ? commentAddress.exec(comment.self)?.[1] : undefined;
  return id === undefined ? null : { id, key: null };
}
