import { expect, test } from 'vitest';
import type { Bound, TicketsCapability } from '../connector/index.ts';
import { SignalboxError } from '../errors/index.ts';
import type { Ticket } from '../model/index.ts';
import { readById } from './read-by-id.ts';

const unused = () => Promise.reject(new Error('not used here'));

function siteReading(read: (id: string) => Promise<Ticket>) {
  const tickets: Bound<TicketsCapability<unknown>> = {
    read,
    history: unused,
    search: () => unused() as never,
  };
  return { name: 'support', tickets };
}

test('without readMany tickets are read one by one; what is gone is left out, what is hidden is named', async () => {
  const site = siteReading(async (id) => {
    if (id === 'gone') throw new SignalboxError('not-found', 'It is gone.');
    if (id === 'hidden') throw new SignalboxError('permission', 'It is hidden.');
    return { id } as Ticket;
  });
  expect(await readById(site, ['1', 'gone', 'hidden', '2'])).toEqual({
    tickets: [{ id: '1' }, { id: '2' }],
    skipped: [{ id: 'hidden', reason: 'permission' }],
  });
});

test('a vendor that is out of reach has not lost its tickets', async () => {
  const site = siteReading(() => Promise.reject(new SignalboxError('vendor-unavailable', 'It is down.')));
  await expect(readById(site, ['1'])).rejects.toMatchObject({ code: 'vendor-unavailable' });
});
