import { afterEach, describe, expect, it } from 'vitest';
import { ourEffects } from '../support/effects.ts';
import { type Line, startLine } from '../support/line.ts';
import { startJira, startServiceNow, type Vendor } from '../support/vendors.ts';

let line: Line | undefined;
let vendor: Vendor | undefined;

afterEach(async () => {
  await line?.stop();
  await vendor?.served.close();
});

/** One applied and one escalated ticket, with `explanation: 'internal'`. */
async function explained<Opened extends Vendor>(opened: Opened): Promise<{ vendor: Opened; ids: string[] }> {
  vendor = opened;
  line = await startLine([opened], { policy: { explanation: 'internal' } });
  const ids = [];
  for (const summary of ['The printer is dead', 'Unclear matter']) {
    const { id } = await opened.sandbox.createTicket({ summary, description: 'Since this morning.' });
    ids.push(id);
  }
  await line.untilQuiet([opened]);
  expect((await line.decisions()).map(({ route }) => route).sort()).toEqual(['apply', 'escalate']);
  return { vendor: opened, ids };
}

describe("an internal explanation is never a customer's to read", () => {
  it('on a service project of Jira: comments for agents', async () => {
    const { vendor: jira, ids } = await explained(await startJira());
    for (const id of ids) {
      const comments = jira.sandbox.commentsOf(id);
      expect(comments).toHaveLength(1);
      expect(comments[0]).toMatchObject({
        isPublic: false,
        body: expect.stringMatching(/Signalbox set|Left to people/),
      });
    }
    expect(ourEffects(jira.sandbox).some(({ isPublic }) => isPublic)).toBe(false);
  });

  it('on a software project of Jira, where no comment is internal: none', async () => {
    const { vendor: jira, ids } = await explained(await startJira({ serviceProject: false }));
    for (const id of ids) expect(jira.sandbox.commentsOf(id)).toEqual([]);
    const ours = ourEffects(jira.sandbox);
    expect(ours.map(({ kind }) => kind)).toEqual(['edit', 'edit']);
  });

  it('at ServiceNow: work notes, and no comments', async () => {
    const { vendor: servicenow, ids } = await explained(await startServiceNow());
    const journal = servicenow.sandbox.records('sys_journal_field');
    for (const id of ids) {
      const entries = journal.filter((row) => row.element_id === id);
      expect(entries.map((row) => row.element)).toEqual(['work_notes']);
    }
    expect(ourEffects(servicenow.sandbox).some(({ isPublic }) => isPublic)).toBe(false);
  });
});
