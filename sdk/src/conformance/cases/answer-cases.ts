import type { TransportResponse } from '../../http/index.ts';
import { Secret } from '../../secret/index.ts';
import { type Bench, check, need, newTicket, newTickets, readAll, refusal } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const json = (body: string, status = 200): TransportResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body,
});

/** What stands in a vendor's place: a login page, a proxy, a version that nobody knows. */
const malformed: Readonly<Record<string, TransportResponse>> = {
  'a login page in HTML': {
    status: 200,
    headers: { 'content-type': 'text/html' },
    body: '<!doctype html><title>Log in</title>',
  },
  'JSON that was cut off': json('{"id":"1","fields":{"summ'),
  'an empty body': json(''),
  null: json('null'),
  'an empty list': json('[]'),
  'an empty object': json('{}'),
  'a text': json('"ok"'),
};

async function checkEach(
  bench: Bench,
  work: () => Promise<unknown>,
  what: string,
  genuine: readonly string[] = [],
): Promise<void> {
  for (const [name, response] of Object.entries(malformed)) {
    if (genuine.includes(name)) continue;
    bench.answerInstead = () => response;
    await refusal(
      work,
      `The vendor answered with ${name}, and ${what} took it for an answer: parse with zod.`,
    );
  }
}

function secretsIn(value: unknown): readonly Secret[] {
  if (value instanceof Secret) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(secretsIn) : [];
}

export const answerCases: readonly ConformanceCase[] = [
  {
    name: 'answers: a body of another shape is an error to whoever reads a ticket',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench);
      await checkEach(bench, () => need(bench.site, 'tickets').read(id), 'read');
    },
  },
  {
    name: 'answers: a body of another shape is an error to whoever reads pages, never the end',
    needs: ['tickets'],
    async run(bench) {
      await newTickets(bench, 2);
      await readAll(bench);
      // A list that is a bare list may be empty.
      const isList = bench.exchanges.at(-1)?.response?.body.startsWith('[') ?? false;
      await checkEach(bench, () => readAll(bench), 'search', isList ? ['an empty list'] : []);
    },
  },
  {
    name: 'answers: an error about a ticket holds none of its text',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench, { summary: 'Zebrawort', description: 'Zebrawort' });
      bench.answerInstead = () =>
        json('{"error":{"message":"Zebrawort Zebrawort"},"id":7,"result":[{"a":"Zebrawort"}]}', 200);
      const error = await refusal(
        () => need(bench.site, 'tickets').read(id),
        'An answer of another shape was taken for a ticket.',
      );
      check(
        !`${error.message}${error.stack}`.includes('Zebrawort'),
        'The error quotes what the vendor sent.',
      );
    },
  },
  {
    name: 'credentials: a refused one is `authentication` or `permission`, and shows in no error',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench);
      bench.answerInstead = () => json('{"error":"who are you?"}', 401);
      const error = await refusal(
        () => need(bench.site, 'tickets').read(id),
        'A refused sign-in was ignored.',
        ['authentication', 'permission'],
      );
      const text = `${error.message}\n${JSON.stringify(error)}`;
      const secrets = secretsIn(bench.sandbox.configuration).map((secret) => secret.reveal());
      const sent = bench.exchanges.flatMap(({ request }) => [request.headers.authorization ?? '']);
      const shown = [...secrets, ...sent].filter((each) => each !== '' && text.includes(each));
      check(shown.length === 0, 'The error shows a credential.');
    },
  },
  {
    name: 'credentials: they go to the site’s own origin only, redirects included',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await newTicket(bench);
      const since = bench.exchanges.length;
      const own = new URL(bench.site.baseUrl).origin;
      bench.answerInstead = (request) =>
        new URL(request.url).origin === own
          ? { status: 302, headers: { location: 'https://elsewhere.invalid/api' }, body: '' }
          : json('{}');
      await refusal(() => need(bench.site, 'tickets').read(id), 'A redirect to a stranger was followed.');
      const strange = bench.exchanges
        .slice(since)
        .find(
          ({ request }) => new URL(request.url).origin !== own && request.headers.authorization !== undefined,
        );
      check(strange === undefined, 'Credentials left for another origin.');
    },
  },
];
