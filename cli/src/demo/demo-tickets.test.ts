import { expect, test } from 'vitest';
import { drawTickets } from './demo-tickets.ts';

test('tickets come in natural proportions, the same ones for the same seed, none twice', async () => {
  const tickets = await drawTickets(300, 1);
  expect(tickets).toHaveLength(300);
  expect(new Set(tickets.map((ticket) => ticket.id)).size).toBe(300);
  const hardware = tickets.filter((ticket) => ticket.label === 'Hardware').length;
  expect(hardware).toBe(Math.round((300 * 10_894) / 38_270));
  expect(await drawTickets(300, 1)).toEqual(tickets);
  expect(await drawTickets(300, 2)).not.toEqual(tickets);
});

test('asking for more than there are, or for none, is an error that says how many there are', async () => {
  await expect(drawTickets(351, 1)).resolves.toHaveLength(351);
  await expect(drawTickets(10_000, 1)).rejects.toThrow(/1 to 35\d real tickets/);
  await expect(drawTickets(0, 1)).rejects.toThrow(/not possible/);
});
