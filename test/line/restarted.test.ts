import { expect, it } from 'vitest';
import { ourEffects } from '../support/effects.ts';
import { startLine } from '../support/line.ts';
import { startServiceNow } from '../support/vendors.ts';

it('a bridge that is stopped in the middle goes on where it was, with nothing lost and nothing twice', async () => {
  const servicenow = await startServiceNow();
  const line = await startLine([servicenow]);
  try {
    for (let index = 0; index < 30; index += 1) {
      await servicenow.sandbox.createTicket({ summary: 'The disk is full', description: `Room ${index}.` });
      if (index % 10 === 9) await line.restart();
    }
    await line.untilDone(30);
    await line.untilQuiet([servicenow]);
    for (const { id } of servicenow.sandbox.tickets) {
      expect(servicenow.topicOf(id)).toBe('Storage');
      expect(ourEffects(servicenow.sandbox, id)).toHaveLength(1);
    }
  } finally {
    await line.stop();
    await servicenow.served.close();
  }
});
