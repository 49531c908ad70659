import { afterEach, describe, expect, it } from 'vitest';
import { type Vendor, vendorNames } from '../support/vendors.ts';
import { createTickets, inSmallPages, startMuteVendor } from './reading.ts';

let mute: Vendor | undefined;

afterEach(async () => {
  await mute?.served.close();
  mute = undefined;
});

describe.each(vendorNames)('tickets of %s that change while they are read', (name) => {
  it('hide no other ticket: all are received', async () => {
    mute = await startMuteVendor(name);
    const { sandbox, topicField, topicValue } = mute;
    const ids = await createTickets(mute, 18);
    const topic = name === 'jira' ? { value: topicValue('Hardware') } : topicValue('Hardware');
    // After each page, the next two of those that were read first change, and so leave the front of the order.
    const { vendor } = inSmallPages(mute, 4, async (pages) => {
      if (pages === 0) return;
      for (const id of ids.slice(2 * pages - 2, 2 * pages))
        await sandbox.editTicket(id, { [topicField]: topic });
    });
    const received = new Set<string>();
    for await (const page of vendor.site.tickets?.search({}) ?? [])
      for (const ticket of page.items) received.add(ticket.id);
    expect(ids.filter((id) => !received.has(id))).toEqual([]);
  });
});
