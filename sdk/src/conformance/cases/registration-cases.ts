import type { Site } from '../../connector/index.ts';
import { isSignalboxError } from '../../errors/index.ts';
import { type Bench, check, checkSame, need, skip } from '../bench/index.ts';
import type { ConformanceCase } from '../conformance-case.ts';

const dayMs = 24 * 3_600_000;
const url = 'https://signalbox.invalid/webhooks/registered';

/** The site as it is with credentials that may register webhooks. */
function registrar({ sandbox, reopen }: Bench): Site {
  const site = reopen(sandbox.registrarConfiguration ?? sandbox.configuration);
  return site.webhookRegistrations ? site : skip('these credentials may register no webhooks');
}

/** How many webhooks came since that the site accepts. */
async function accepted(bench: Bench, site: Site, since: number): Promise<number> {
  await bench.sandbox.createTicket({ summary: 'VPN drops', description: 'Every hour.' });
  await bench.sandbox.settled();
  let count = 0;
  for (const delivery of bench.deliveries.slice(since)) {
    const isGenuine = await need(site, 'webhook')
      .verify(delivery)
      .then(
        () => true,
        (error: unknown) => (isSignalboxError(error) ? false : Promise.reject(error)),
      );
    if (isGenuine) count += 1;
  }
  return count;
}

export const registrationCases: readonly ConformanceCase[] = [
  {
    name: 'webhook registrations: one that is made is listed and heard, and removed it is neither',
    needs: ['webhook', 'webhookRegistrations'],
    async run(bench) {
      const site = registrar(bench);
      const registrations = need(site, 'webhookRegistrations');
      const before = await registrations.list();
      const made = await registrations.register(url);
      checkSame(
        { url: made.url, isEnabled: made.isEnabled },
        { url, isEnabled: true },
        'It is not the one asked for.',
      );
      checkSame(
        (await registrations.list()).filter(({ id }) => !before.some((each) => each.id === id)),
        [made],
        'The list does not hold what was registered.',
      );
      const since = bench.deliveries.length;
      const heard = await accepted(bench, site, since);
      check(heard > 0, 'It was registered, and a new ticket sent no webhook that the site accepts.');
      await registrations.remove(made.id);
      checkSame(await registrations.list(), before, 'It was removed, and the list holds it still.');
      checkSame(
        await accepted(bench, site, bench.deliveries.length),
        heard - 1,
        'It was removed, and sends on.',
      );
      await registrations.remove(made.id);
    },
  },
  {
    name: 'webhook registrations: one that expires is renewed in time, and heard on',
    needs: ['webhook', 'webhookRegistrations'],
    async run(bench) {
      const site = registrar(bench);
      const registrations = need(site, 'webhookRegistrations');
      const made = await registrations.register(url);
      const { expiresAt } = made;
      if (expiresAt === null) skip('the vendor’s registrations do not expire');
      const left = Date.parse(expiresAt) - bench.clock.now();
      check(left > dayMs, `It expires at ${expiresAt}, before anybody could renew it.`);
      bench.clock.pass(left - dayMs);
      check(registrations.renew !== undefined, 'Registrations expire, and there is no `renew`.');
      await registrations.renew([made.id]);
      const renewed = (await registrations.list()).find(({ id }) => id === made.id);
      check(
        Date.parse(renewed?.expiresAt ?? '') > Date.parse(expiresAt),
        'It was renewed, and expires when it did before.',
      );
      bench.clock.pass(2 * dayMs);
      check(
        (await accepted(bench, site, bench.deliveries.length)) > 0,
        'It was renewed, and is heard no longer.',
      );
    },
  },
];
