import { expect, test } from 'vitest';
import { createTicketNews } from './ticket-news.ts';

const event = (site: string, ticketId: string) => JSON.stringify({ site, ticketId, type: 'action.written' });

test('a ticket is news once, at its own site only', () => {
  const news = createTicketNews();
  news.add(event('support', '7'));
  const isNews = news.take();
  expect(isNews({ site: 'support', ticketId: '7' })).toBe(true);
  expect(isNews({ site: 'operations', ticketId: '7' })).toBe(false);
  expect(news.take()({ site: 'support', ticketId: '7' })).toBe(false);
});

test('after a gap everything is news, once', () => {
  const news = createTicketNews();
  news.addEverything();
  expect(news.take()({ site: 'support', ticketId: '7' })).toBe(true);
  expect(news.take()({ site: 'support', ticketId: '7' })).toBe(false);
});

test('events that name no ticket, or are no JSON, are no news of one', () => {
  const news = createTicketNews();
  for (const data of ['', '{', 'null', JSON.stringify({ site: null, isPaused: true })]) news.add(data);
  expect(news.take()({ site: 'support', ticketId: '7' })).toBe(false);
});
