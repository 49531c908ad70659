import {
  type FieldPath,
  type Person,
  SignalboxError,
  type TicketEvent,
  type TicketEventType,
  type VerifiedDelivery,
} from '@signalbox/sdk';
import type { z } from 'zod';
import type { JiraConfiguration } from '../configuration/index.ts';
import { isoTime, personOf, systemPaths } from '../mapping/index.ts';
import { richText } from '../text/index.ts';
import { type Payload, payloadSchema, subjectOf } from './payload.ts';

/** What Jira calls the events that concern a ticket. */
const eventTypes: ReadonlyMap<string, TicketEventType> = new Map(
  Object.entries<TicketEventType>({
    'jira:issue_created': 'signalbox.ticket.created',
    'jira:issue_updated': 'signalbox.ticket.updated',
    'jira:issue_deleted': 'signalbox.ticket.deleted',
    comment_created: 'signalbox.ticket.commented',
    comment_updated: 'signalbox.ticket.commented',
  }),
);

/** An update whose own name says that it is a comment; a server sends these beside `comment_created`. */
const commentEvents: readonly string[] = ['issue_commented', 'issue_comment_edited'];

/** Ends every comment of ours. */
const ownReference = /\(Signalbox action [^\s()]+\)\s*$/;

/** Paths of a changelog's fields; what the canonical model has no place for is left out. */
function changedPaths({ changelog }: Payload): FieldPath[] | null {
  if (!changelog) return null;
  const paths = changelog.items.flatMap(({ field, fieldId, fieldtype }): FieldPath[] => {
    // A server's changelog has names in place of ids.
    const id = fieldId ?? field.toLowerCase();
    const known = systemPaths.get(id === 'component' ? 'components' : id);
    if (known) return [known];
    return fieldtype === 'custom' || id.startsWith('customfield_') ? [`custom.${field}`] : [];
  });
  return [...new Set(paths)];
}

function isOwnComment({ comment }: Payload): boolean {
  return comment !== null && comment !== undefined && ownReference.test(richText(comment.body));
}

function typeOf(payload: Payload): TicketEventType | undefined {
  const isComment = commentEvents.includes(payload.issue_event_type_name ?? '');
  // An edit with a comment is an edit first.
  return isComment && !payload.changelog?.items.length
    ? 'signalbox.ticket.commented'
    : eventTypes.get(payload.webhookEvent);
}

function actorOf({ user, comment }: Payload): Person | null {
  return personOf(user ?? comment?.updateAuthor ?? comment?.author);
}

/**
 * Events in a webhook's body; none for news that concerns no ticket. Throws `unreadable` for a shape that no Jira
 * sends, naming what is missing and never a value.
 */
export function parseWebhook(
  body: unknown,
  { deliveryId }: VerifiedDelivery,
  site: string,
  { accountId }: Pick<JiraConfiguration, 'accountId'>,
): readonly TicketEvent[] {
  const parsed = payloadSchema.safeParse(body);
  if (!parsed.success) throw unreadable(site, parsed.error);
  const payload = parsed.data;
  const type = typeOf(payload);
  if (!type) return [];
  const subject = subjectOf(payload);
  if (!subject)
    throw new SignalboxError('unreadable', `The webhook ${payload.webhookEvent} names no issue.`, { site });
  const actor = actorOf(payload);
  const updated = payload.issue?.fields?.updated;
  const isOwnAccount = accountId !== undefined && actor?.id === accountId;
  return [
    {
      specversion: '1.0',
      id: deliveryId ?? `${payload.webhookEvent}:${subject.id}:${payload.timestamp}`,
      source: `/sites/${site}`,
      type,
      subject: subject.id,
      time: new Date(payload.timestamp).toISOString(),
      data: {
        key: subject.key,
        actor,
        changed: type === 'signalbox.ticket.deleted' ? null : changedPaths(payload),
        version: updated === undefined ? null : versionOf(site, updated),
        isOwn: isOwnAccount || (type === 'signalbox.ticket.commented' && isOwnComment(payload)),
      },
    },
  ];
}

function versionOf(site: string, updated: string): string {
  try {
    return isoTime(updated);
  } catch {
    throw new SignalboxError('unreadable', 'The webhook’s issue has no readable time of change.', { site });
  }
}

function unreadable(site: string, error: z.ZodError): SignalboxError {
  const where = [...new Set(error.issues.map((issue) => issue.path.join('.') || 'the body'))].slice(0, 5);
  return new SignalboxError('unreadable', `The body is no Jira webhook: look at ${where.join(', ')}.`, {
    site,
  });
}
