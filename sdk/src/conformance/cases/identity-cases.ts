import { check, checkSame, newTicket, readAll, refusal } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

export const identityCases: readonly ConformanceCase[] = [
  {
    name: 'identity: it has a name in kebab-case and a version',
    needs: [],
    async run({ connector }) {
      check(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(connector.name), `Write "${connector.name}" in kebab-case.`);
      check(
        /^\d+\.\d+\.\d+/.test(connector.version),
        `Write the version as in 1.0.0, not "${connector.version}".`,
      );
    },
  },
  {
    name: 'configuration: an empty one is refused, and the error names what to write',
    needs: [],
    async run(bench) {
      const error = await refusal(
        async () => bench.reopen({}),
        'A site without any setting must not open: demand what the connector cannot do without.',
        ['configuration'],
      );
      check(error.message.includes('sites.support.'), 'The error must name the setting that is missing.');
    },
  },
  {
    name: 'limits: the share is 0 to 1, and every other limit is above zero',
    needs: [],
    async run({ site: { limits } }) {
      check(limits.share > 0 && limits.share <= 1, `The share of the quota is ${limits.share}.`);
      for (const name of ['requestsPerSecond', 'maxConcurrent', 'timeoutMs', 'longestRequestMs'] as const) {
        check(limits[name] > 0, `limits.${name} is ${limits[name]}.`);
      }
    },
  },
  {
    name: 'requests: all of them go through the client of the site, which keeps limits and credentials',
    needs: ['tickets'],
    async run(bench) {
      const ticket = await newTicket(bench);
      await readAll(bench);
      await bench.site.tickets?.history(ticket);
      await bench.site.catalog?.read(ticket);
      const own = bench.exchanges.filter(({ isGoverned }) => !isGoverned);
      checkSame(
        own.length,
        0,
        'Requests went past `context.http`: no governor, no time-out, no repeat for them.',
      );
    },
  },
  {
    name: 'sandbox: it refuses a request without credentials, as the vendor does',
    needs: ['tickets'],
    async run(bench) {
      const { id } = await bench.sandbox.createTicket({ summary: 'A', description: 'B' });
      await bench.site.tickets?.read(id);
      const [known] = bench.exchanges;
      check(known !== undefined, 'Reading a ticket must ask the vendor.');
      const response = await bench.sandbox.fetch(new Request(known.request.url));
      check(
        response.status >= 400 && response.status < 500,
        `Without credentials the sandbox answers ${response.status}: a connector that forgot to sign in would pass.`,
      );
    },
  },
];
