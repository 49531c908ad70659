import { describe, expect, it } from 'vitest';
import { openSandboxSite } from '../testing/index.ts';

describe('the human queue', () => {
  it.each(['SUP', 'IT'])(
    'marks a ticket in %s with the label and the reason, once, whatever else it carries',
    async (project) => {
      const opened = await openSandboxSite({ ticketProject: project });
      const { sandbox, site } = opened;
      const ticket = await opened.newTicket();
      await sandbox.editTicket(ticket.id, { labels: ['theirs'] });
      const mark = site.humanQueue?.mark(ticket, 'Left to people: too unsure.');
      if (!mark) throw new Error('the connector has no human queue');
      const change = {
        actionId: 'sb-7',
        ticketId: ticket.id,
        ticketKey: ticket.key,
        ticketType: ticket.type,
        project: ticket.project,
        ...mark,
      };
      expect(site.humanQueue?.isMarked(ticket)).toBe(false);
      expect(await site.changes?.apply(change)).toMatchObject({ outcome: 'applied' });
      expect(await site.changes?.apply(change)).toMatchObject({ outcome: 'already-applied' });
      const marked = await site.tickets?.read(ticket.id);
      expect(marked && site.humanQueue?.isMarked(marked)).toBe(true);
      expect(marked?.labels.sort()).toEqual(['signalbox-human', 'theirs']);
      const inProperty = JSON.stringify(marked?.vendor.properties);
      const inComment = sandbox
        .commentsOf(ticket.id)
        .map(({ body }) => body)
        .join();
      expect(project === 'SUP' ? inComment : inProperty).toContain('too unsure');
      expect(sandbox.journal.filter(({ isPublic }) => isPublic)).toEqual([]);
    },
  );

  it('takes another label from the configuration', async () => {
    const opened = await openSandboxSite({ configuration: { humanQueueLabel: 'needs-a-human' } });
    const ticket = await opened.newTicket();
    expect(opened.site.humanQueue?.mark(ticket, 'why').fields[0]?.to.value).toBe('needs-a-human');
  });
});
