import { expect, it } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startLine } from '../support/line.ts';
import { startVendors } from '../support/vendors.ts';

it("one vendor's pause of a minute holds up nobody at the other", { timeout: 60_000 }, async () => {
  const { jira, servicenow } = await startVendors();
  const line = await startLine([jira, servicenow]);
  try {
    servicenow.sandbox.addFault({ kind: 'rate-limit', delayMs: 55_000, match: /^GET / });
    for (let index = 0; index < 60; index += 1) {
      await servicenow.sandbox.createTicket({ summary: 'The disk is full', description: `Room ${index}.` });
    }
    await eventually(
      'ServiceNow asked to wait',
      () => servicenow.site.governor.snapshot().pausedUntil !== null,
    );
    await servicenow.sandbox.settled();
    const { id } = await jira.sandbox.createTicket({
      summary: 'The printer is dead',
      description: 'No light.',
    });
    await eventually('Jira is served', () => jira.topicOf(id) === 'Hardware', 20_000);
    expect(servicenow.site.governor.snapshot().pausedUntil).not.toBeNull();
    const again = servicenow.site.governor.snapshot().totals;
    await line.untilDone(1);
    // While it lasts the pause is kept: nobody asks in between.
    expect(servicenow.site.governor.snapshot().totals).toEqual(again);
  } finally {
    await line.stop();
    await Promise.all([jira.served.close(), servicenow.served.close()]);
  }
});
