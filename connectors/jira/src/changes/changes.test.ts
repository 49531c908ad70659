import type { FieldChange, Site, Ticket, TicketChange } from '@signalbox/sdk';
import { ManualClock, SignalboxError } from '@signalbox/sdk';
import { describe, expect, it } from 'vitest';
import { accountsWithout, openSandboxSite, type SandboxSite } from '../testing/index.ts';

type Changes = NonNullable<Site['changes']>;

function changesOf({ site }: SandboxSite): Changes {
  if (!site.changes) throw new Error('the connector writes nothing');
  return site.changes;
}

const topic: FieldChange = {
  path: 'custom.Topic',
  operation: 'set',
  from: null,
  to: { value: '10050003', label: 'Access' },
};
const priority: FieldChange = {
  path: 'priority',
  operation: 'set',
  from: { value: '3', label: 'Medium' },
  to: { value: '2', label: 'High' },
};
const label: FieldChange = {
  path: 'labels',
  operation: 'add',
  from: null,
  to: { value: 'vpn', label: 'vpn' },
};
const internal = { markdown: 'Set by **Signalbox** (97 %).', audience: 'internal' } as const;

const changeOf = (
  ticket: Ticket,
  fields: readonly FieldChange[],
  more: Partial<TicketChange> = {},
): TicketChange => ({
  actionId: 'sb-1a2b3c',
  ticketId: ticket.id,
  ticketKey: ticket.key,
  ticketType: ticket.type,
  project: ticket.project,
  fields: [...fields],
  explanation: null,
  ...more,
});

const read = async ({ site }: SandboxSite, id: string): Promise<Ticket> => {
  if (!site.tickets) throw new Error('the connector reads no tickets');
  return site.tickets.read(id);
};
const ours = ({ sandbox }: SandboxSite, id: string) =>
  sandbox.journal.filter((entry) => entry.ticketId === id && entry.actor === sandbox.accounts[0]?.accountId);
const isEdit = (method: string, url: string): boolean => method === 'PUT' && /\/issue\/[^/]+$/.test(url);

describe('applying a change', () => {
  it('costs four requests beyond the look at the ticket, which costs one', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const path = `/rest/api/3/issue/${ticket.id}`;
    await opened.site.tickets?.history(ticket);
    await opened.site.catalog?.read(ticket);
    await changesOf(opened).apply(changeOf(ticket, [topic], { explanation: internal }));
    expect(opened.sent).toEqual([
      `GET ${path}`,
      `GET ${path}`,
      `PUT ${path}`,
      `GET ${path}/changelog`,
      `POST /rest/servicedeskapi/request/${ticket.id}/comment`,
    ]);
  });

  it('compares with what the issue holds now, not with what was read with the ticket', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    await opened.site.tickets?.history(ticket);
    await opened.site.catalog?.read(ticket);
    await opened.sandbox.editTicket(ticket.id, { customfield_10050: 'Hardware' });
    opened.sandbox.setOnScreen('SUP', 'priority', false);
    const { fields } = await changesOf(opened).apply(changeOf(ticket, [topic, priority]));
    expect(fields).toMatchObject([
      { path: 'custom.Topic', outcome: 'conflict' },
      { path: 'priority', outcome: 'rejected' },
    ]);
    expect(ours(opened, ticket.id)).toEqual([]);
  });

  it('writes every field and the marker in one request', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const assignee: FieldChange = {
      path: 'assignee',
      operation: 'set',
      from: null,
      to: { value: opened.sandbox.accounts[1]?.accountId ?? '', label: 'Ada Agent' },
    };
    const component: FieldChange = {
      path: 'custom.Components',
      operation: 'add',
      from: null,
      to: { value: '10001', label: 'Network' },
    };
    const change = changeOf(ticket, [topic, priority, label, assignee, component]);
    const result = await changesOf(opened).apply(change);
    expect(result).toMatchObject({ outcome: 'applied', reason: null });
    expect(result.fields.map(({ outcome }) => outcome)).toEqual(Array(5).fill('applied'));
    expect(await read(opened, ticket.id)).toMatchObject({
      custom: { Topic: topic.to, Components: [component.to] },
      priority: priority.to,
      labels: ['vpn'],
      assignee: assignee.to,
    });
    expect(ours(opened, ticket.id)).toMatchObject([{ kind: 'edit', actionId: 'sb-1a2b3c' }]);
    expect(opened.sent.filter((line) => line.startsWith('PUT'))).toHaveLength(1);
  });

  it('writes impact and urgency, which are custom fields in Jira', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const to = { value: '10004002', label: 'Significant / Large' };
    const change = changeOf(ticket, [{ path: 'impact', operation: 'set', from: null, to }]);
    expect(await changesOf(opened).apply(change)).toMatchObject({ outcome: 'applied' });
    expect((await read(opened, ticket.id)).impact).toEqual(to);
  });

  it('adds to a list and leaves what is there', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    await opened.sandbox.editTicket(ticket.id, { labels: ['theirs'] });
    await changesOf(opened).apply(changeOf(ticket, [label]));
    expect((await read(opened, ticket.id)).labels.sort()).toEqual(['theirs', 'vpn']);
  });

  it('drops and reports a field that is off the screen, and writes the others', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    opened.sandbox.setOnScreen('SUP', 'priority', false);
    const result = await changesOf(opened).apply(changeOf(ticket, [topic, priority]));
    expect(result.outcome).toBe('applied');
    expect(result.fields).toEqual([
      { path: 'custom.Topic', outcome: 'applied', reason: null },
      { path: 'priority', outcome: 'rejected', reason: expect.stringContaining('not on the edit screen') },
    ]);
  });

  it.each([
    ['a value the field does not offer', { ...topic, to: { value: '1', label: 'x' } }, 'does not offer'],
    ['a label with a space', { ...label, to: { value: 'a b', label: 'a b' } }, 'does not offer'],
    ['a field nobody knows', { ...topic, path: 'custom.Nonsense' }, 'no such field'],
    ['a field that no edit changes', { ...topic, path: 'state' }, 'not on the edit screen'],
  ] as const)('rejects %s without sending it', async (_name, field, reason) => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const result = await changesOf(opened).apply(changeOf(ticket, [field]));
    expect(result).toMatchObject({ outcome: 'rejected', reason: expect.stringContaining(reason) });
    expect(ours(opened, ticket.id)).toEqual([]);
  });

  it('rejects when Jira refuses, with Jira’s reason for the field', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const gone = opened.sandbox.accounts.find((account) => !account.active);
    const result = await changesOf(opened).apply(
      changeOf(ticket, [
        topic,
        { path: 'assignee', operation: 'set', from: null, to: { value: gone?.accountId ?? '', label: 'x' } },
      ]),
    );
    expect(result.outcome).toBe('rejected');
    expect(result.fields.map(({ outcome }) => outcome)).toEqual(['rejected', 'rejected']);
    expect(result.fields[1]?.reason).toContain('cannot be assigned');
    expect(ours(opened, ticket.id)).toEqual([]);
  });

  it('never overwrites a human’s value', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    await opened.sandbox.editTicket(ticket.id, { customfield_10050: 'Hardware' });
    const result = await changesOf(opened).apply(changeOf(ticket, [topic]));
    expect(result).toMatchObject({ outcome: 'conflict' });
    expect((await read(opened, ticket.id)).custom.Topic).toMatchObject({ label: 'Hardware' });
    expect(ours(opened, ticket.id)).toEqual([]);
  });

  it('writes nothing where a human chose the same value', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    await opened.sandbox.editTicket(ticket.id, { customfield_10050: 'Access' });
    const result = await changesOf(opened).apply(changeOf(ticket, [topic], { explanation: internal }));
    expect(result).toMatchObject({ outcome: 'already-applied' });
    expect(ours(opened, ticket.id)).toEqual([]);
  });

  it('keeps the marks of earlier actions', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    await changesOf(opened).apply(changeOf(ticket, [topic], { actionId: 'sb-1' }));
    await changesOf(opened).apply(changeOf(ticket, [label], { actionId: 'sb-2' }));
    // A human's value since then does not undo that the action was done.
    await opened.sandbox.editTicket(ticket.id, { customfield_10050: 'Hardware' });
    for (const actionId of ['sb-1', 'sb-2']) {
      expect(await changesOf(opened).readBack(changeOf(ticket, [topic], { actionId }))).toBe('present');
    }
    expect(await changesOf(opened).apply(changeOf(ticket, [topic], { actionId: 'sb-1' }))).toMatchObject({
      outcome: 'already-applied',
    });
    expect(ours(opened, ticket.id)).toHaveLength(2);
  });

  it('plans the exact requests and sends none that writes', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const change = changeOf(ticket, [topic, label], { explanation: internal });
    const plan = await changesOf(opened).plan(change);
    expect(plan).toMatchObject([
      {
        method: 'PUT',
        path: `/rest/api/3/issue/${ticket.id}`,
        body: {
          fields: { customfield_10050: { id: '10050003' } },
          update: { labels: [{ add: 'vpn' }] },
          properties: [{ key: 'signalbox', value: { actionId: 'sb-1a2b3c' } }],
        },
      },
      { method: 'POST', body: { public: false } },
    ]);
    expect(opened.sent.every((line) => line.startsWith('GET'))).toBe(true);
    expect(ours(opened, ticket.id)).toEqual([]);
    opened.sandbox.addFault({ kind: 'cut-after-effect', match: /^PUT/ });
    await expect(changesOf(opened).apply(change)).rejects.toMatchObject({ mayHaveTakenEffect: true });
    expect(await changesOf(opened).plan(change)).toMatchObject([{ method: 'POST', body: { public: false } }]);
    await changesOf(opened).apply(change);
    expect(await changesOf(opened).plan(change)).toEqual([]);
  });
});

describe('a race with a human', () => {
  /** A human edits in the moment between our comparison and our write. */
  const racing = (opened: SandboxSite, act: () => Promise<void>): void => {
    opened.beforeRequest = async ({ method, url }) => {
      if (!isEdit(method, url)) return;
      opened.beforeRequest = null;
      await act();
    };
  };

  it('gives the human’s value back, once, and reports a conflict', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    racing(opened, () =>
      opened.sandbox.editTicket(ticket.id, { priority: 'Lowest', customfield_10050: 'Hardware' }),
    );
    const change = changeOf(ticket, [topic, priority, label], { explanation: internal });
    const result = await changesOf(opened).apply(change);
    expect(result.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ path: 'custom.Topic', outcome: 'conflict' }),
        expect.objectContaining({ path: 'priority', outcome: 'conflict' }),
        expect.objectContaining({ path: 'labels', outcome: 'applied' }),
      ]),
    );
    const after = await read(opened, ticket.id);
    expect(after.priority?.label).toBe('Lowest');
    expect(after.custom.Topic).toMatchObject({ label: 'Hardware' });
    expect(await changesOf(opened).readBack(change)).toBe('superseded');
    expect(await changesOf(opened).apply(change)).toMatchObject({ outcome: 'conflict' });
    expect(ours(opened, ticket.id).filter(({ kind }) => kind === 'edit')).toMatchObject([
      { actionId: 'sb-1a2b3c' },
      { actionId: 'sb-1a2b3c:restore' },
    ]);
  });

  it('leaves history saying that the value is the human’s', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    racing(opened, () => opened.sandbox.editTicket(ticket.id, { priority: 'Lowest' }));
    await changesOf(opened).apply(changeOf(ticket, [priority]));
    const history = await opened.site.tickets?.history(await read(opened, ticket.id));
    expect(history?.filter(({ path }) => path === 'priority')).toMatchObject([
      { isOwn: false, to: { label: 'Lowest' } },
    ]);
  });

  it('empties a field again that a human emptied', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    await opened.sandbox.editTicket(ticket.id, { customfield_10050: 'Hardware' });
    const change = changeOf(ticket, [{ ...topic, from: { value: '10050001', label: 'Hardware' } }]);
    racing(opened, () => opened.sandbox.editTicket(ticket.id, { customfield_10050: null }));
    expect(await changesOf(opened).apply(change)).toMatchObject({ outcome: 'conflict' });
    expect((await read(opened, ticket.id)).custom.Topic).toBeNull();
  });

  it('leaves alone what the human changed once more', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    racing(opened, async () => {
      await opened.sandbox.editTicket(ticket.id, { priority: 'Lowest' });
      opened.beforeRequest = async ({ url }) => {
        if (!url.includes('/changelog')) return;
        opened.beforeRequest = null;
        await opened.sandbox.editTicket(ticket.id, { priority: 'Low' });
      };
    });
    const result = await changesOf(opened).apply(changeOf(ticket, [priority]));
    expect(result).toMatchObject({ outcome: 'conflict' });
    expect((await read(opened, ticket.id)).priority?.label).toBe('Low');
    expect(ours(opened, ticket.id)).toHaveLength(1);
  });

  it('is settled on the repeat when the process died before the look at the history', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    racing(opened, async () => {
      await opened.sandbox.editTicket(ticket.id, { priority: 'Lowest' });
      opened.sandbox.addFault({ kind: 'cut-after-effect', match: /^PUT/ });
    });
    const change = changeOf(ticket, [priority]);
    await expect(changesOf(opened).apply(change)).rejects.toMatchObject({ mayHaveTakenEffect: true });
    expect(await changesOf(opened).readBack(change)).toBe('absent');
    expect(await changesOf(opened).apply(change)).toMatchObject({ outcome: 'conflict' });
    expect((await read(opened, ticket.id)).priority?.label).toBe('Lowest');
  });
});

describe('an answer that never came', () => {
  it('is found again by the marker, and nothing is written twice', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const change = changeOf(ticket, [topic, label], { explanation: internal });
    opened.sandbox.addFault({ kind: 'cut-after-effect', match: /^PUT/ });
    await expect(changesOf(opened).apply(change)).rejects.toMatchObject({ mayHaveTakenEffect: true });
    // The edit is there, its comment is not: not finished.
    expect(await changesOf(opened).readBack(change)).toBe('absent');
    expect(await changesOf(opened).apply(change)).toMatchObject({ outcome: 'already-applied' });
    expect(await changesOf(opened).readBack(change)).toBe('present');
    expect(ours(opened, ticket.id).map(({ kind }) => kind)).toEqual(['edit', 'comment']);
  });

  it('of the comment is found again by its reference', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const change = changeOf(ticket, [topic], { explanation: internal });
    opened.sandbox.addFault({ kind: 'cut-after-effect', match: /^POST .*comment/ });
    await expect(changesOf(opened).apply(change)).rejects.toMatchObject({ mayHaveTakenEffect: true });
    expect(await changesOf(opened).readBack(change)).toBe('present');
    await changesOf(opened).apply(change);
    expect(opened.sandbox.commentsOf(ticket.id)).toHaveLength(1);
  });

  it('whose effect comes later is waited for, read back, and not repeated', async () => {
    const clock = new ManualClock(Date.UTC(2026, 5, 1));
    const opened = await openSandboxSite({ clock });
    const ticket = await opened.newTicket();
    const change = changeOf(ticket, [topic]);
    opened.sandbox.addFault({ kind: 'late-effect', match: /^PUT/ });
    await expect(changesOf(opened).apply(change)).rejects.toMatchObject({ mayHaveTakenEffect: true });
    expect(await changesOf(opened).readBack(change)).toBe('absent');
    await clock.advance(opened.site.limits.longestRequestMs);
    await opened.sandbox.settled();
    expect(await changesOf(opened).readBack(change)).toBe('present');
    expect(ours(opened, ticket.id)).toHaveLength(1);
  });

  it('without effect reads back as absent, and as superseded once a human chose', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const change = changeOf(ticket, [topic]);
    expect(await changesOf(opened).readBack(change)).toBe('absent');
    await opened.sandbox.editTicket(ticket.id, { customfield_10050: 'Hardware' });
    expect(await changesOf(opened).readBack(change)).toBe('superseded');
  });

  it('after the edit, in the look at the history, does not pass for an edit that never was', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    const change = changeOf(ticket, [topic]);
    opened.beforeRequest = async ({ url }) => {
      if (url.includes('/changelog')) throw new SignalboxError('aborted', 'shutting down');
    };
    await expect(changesOf(opened).apply(change)).rejects.toMatchObject({
      mayHaveTakenEffect: true,
      isRetryable: true,
    });
    opened.beforeRequest = null;
    expect(await changesOf(opened).apply(change)).toMatchObject({ outcome: 'already-applied' });
    expect(ours(opened, ticket.id)).toHaveLength(1);
  });
});

describe('an explanation', () => {
  const commentPosts = (opened: SandboxSite) => opened.sent.filter((line) => /^POST .*\/comment$/.test(line));

  it('is an internal comment on a service project, through the service desk’s API', async () => {
    const opened = await openSandboxSite();
    const ticket = await opened.newTicket();
    await changesOf(opened).apply(changeOf(ticket, [topic], { explanation: internal }));
    expect(opened.sandbox.commentsOf(ticket.id)).toMatchObject([
      { isPublic: false, body: expect.stringContaining('(Signalbox action sb-1a2b3c)') },
    ]);
    expect(commentPosts(opened)).toEqual([`POST /rest/servicedeskapi/request/${ticket.id}/comment`]);
  });

  it('never becomes a public comment by default, on any kind of project', async () => {
    for (const ticketProject of ['SUP', 'IT']) {
      const opened = await openSandboxSite({ ticketProject });
      const ticket = await opened.newTicket();
      const change = changeOf(ticket, [label], { explanation: internal });
      await changesOf(opened).apply(change);
      await changesOf(opened).apply(change);
      const marked = opened.site.humanQueue?.mark(ticket, 'too unsure');
      await changesOf(opened).apply(changeOf(ticket, [], { actionId: 'sb-9', ...marked }));
      const comments = opened.sandbox.journal.filter(({ kind }) => kind === 'comment');
      expect(comments.filter(({ isPublic }) => isPublic)).toEqual([]);
      expect(
        opened.sent.filter((line) => /^POST .*\/rest\/api\/3\/issue\/[^/]+\/comment$/.test(line)),
      ).toEqual([]);
      expect(comments).toHaveLength(ticketProject === 'SUP' ? 2 : 0);
    }
  });

  it('stays in our own property where no comment is internal', async () => {
    const opened = await openSandboxSite({ ticketProject: 'IT' });
    const ticket = await opened.newTicket();
    const change = changeOf(ticket, [label], { explanation: internal });
    expect(await changesOf(opened).apply(change)).toMatchObject({ outcome: 'applied' });
    expect(await changesOf(opened).readBack(change)).toBe('present');
    expect((await read(opened, ticket.id)).vendor.properties).toMatchObject({
      signalbox: { actionId: 'sb-1a2b3c', reason: internal.markdown },
    });
  });

  it.each([
    ['the administrator opted in', { explanation: 'public-elsewhere' }, 'internal'],
    ['the change is for everyone', {}, 'public'],
  ] as const)(
    'is an ordinary comment, once, on other projects when %s',
    async (_name, configuration, audience) => {
      const opened = await openSandboxSite({ ticketProject: 'IT', configuration });
      const ticket = await opened.newTicket();
      const change = changeOf(ticket, [label], { explanation: { markdown: '**why**', audience } });
      opened.sandbox.addFault({ kind: 'cut-after-effect', match: /^POST .*comment/ });
      await expect(changesOf(opened).apply(change)).rejects.toMatchObject({ mayHaveTakenEffect: true });
      await changesOf(opened).apply(change);
      expect(opened.sandbox.commentsOf(ticket.id)).toHaveLength(1);
    },
  );

  it('stays internal on a service project whatever the opt-in for others', async () => {
    const opened = await openSandboxSite({ configuration: { explanation: 'public-elsewhere' } });
    const ticket = await opened.newTicket();
    await changesOf(opened).apply(changeOf(ticket, [label], { explanation: internal }));
    expect(opened.sandbox.commentsOf(ticket.id)).toMatchObject([{ isPublic: false }]);
  });

  it('that Jira refuses costs the comment and not the change, and never goes public instead', async () => {
    const opened = await openSandboxSite({ accounts: accountsWithout('SERVICEDESK_AGENT') });
    const ticket = await opened.newTicket();
    const result = await changesOf(opened).apply(changeOf(ticket, [topic], { explanation: internal }));
    expect(result).toMatchObject({ outcome: 'applied', reason: expect.stringContaining('explanation') });
    expect(opened.sandbox.commentsOf(ticket.id)).toEqual([]);
  });
});
