import { Command } from '@commander-js/extra-typings';
import {
  assessRegistrations,
  registrationsOf,
  SignalboxError,
  type Site,
  systemClock,
  type WebhookRegistration,
} from '@signalbox/sdk';
import { type LoadedConfiguration, loadConfiguration, openSites } from '../configuration/index.ts';
import { exitCode, paint, printJson } from '../output/index.ts';

type Registrations = NonNullable<Site['webhookRegistrations']>;

interface Opened {
  readonly loaded: LoadedConfiguration;
  readonly site: Site;
  readonly registrations: Registrations;
}

async function open(config: string, name: string): Promise<Opened> {
  const loaded = await loadConfiguration(config);
  const site = openSites(loaded).find((each) => each.name === name);
  if (!site)
    throw new SignalboxError('configuration', `There is no site "${name}" in the configuration.`, {
      site: name,
    });
  if (!site.webhookRegistrations) {
    throw new SignalboxError(
      'configuration',
      `${site.connector.name} lets nobody register webhooks with these credentials: it is done by hand, once, and does not expire. docs/${site.connector.name}-admin.md shows how.`,
      { site: name },
    );
  }
  return { loaded, site, registrations: site.webhookRegistrations };
}

function describe({ id, url, events, filter, isEnabled, expiresAt }: WebhookRegistration): string {
  const isOver = expiresAt !== null && Date.parse(expiresAt) <= systemClock.now();
  const isLive = isEnabled && !isOver;
  const end = expiresAt === null ? 'does not expire' : `${isOver ? 'expired' : 'expires'} ${expiresAt}`;
  return [
    `${isLive ? paint('green', '●') : paint('red', '■')} ${id}  ${url}`,
    `    ${isEnabled ? '' : 'switched off; '}${end}`,
    `    ${events.join(', ')}${filter === null ? '' : `  where ${filter}`}`,
  ].join('\n');
}

const json = ['--json', 'print one JSON object as the last line'] as const;
const configuration = ['--config <file>', 'configuration file', 'signalbox.config.ts'] as const;
const siteArgument = ['<site>', 'name of the site in the configuration'] as const;

const listCommand = new Command('list')
  .description('The webhooks that these credentials may see, and which of them lead to this site.')
  .argument(...siteArgument)
  .option(...configuration)
  .option(...json)
  .addHelpText('after', '\nExit status: 0 when an enabled one leads to the site; 1 when none does.')
  .action(async (name, options) => {
    const { registrations } = await open(options.config, name);
    const all = await registrations.list({ lane: 'interactive' });
    const own = registrationsOf(name, all);
    const { live, endsAt } = assessRegistrations(own, systemClock.now());
    for (const each of own) console.log(describe(each));
    const others = all.length - own.length;
    if (others > 0) console.log(paint('dim', `and ${others} that lead elsewhere`));
    if (live.length === 0) {
      console.log(`No enabled webhook leads to ${name}. Run "signalbox webhooks register ${name}".`);
      process.exitCode = exitCode.failed;
    }
    if (options.json) printJson({ site: name, registrations: own, others, live: live.length, endsAt });
  });

function addressOf({ loaded: { configuration: settings } }: Opened, name: string, url?: string): string {
  const address = url ?? (settings.publicUrl && `${settings.publicUrl}/webhooks/${name}`);
  if (address === undefined) {
    throw new SignalboxError(
      'configuration',
      `Give --url https://YOUR-SIGNALBOX/webhooks/${name}, or write publicUrl: 'https://YOUR-SIGNALBOX' into the configuration.`,
    );
  }
  if (URL.canParse(address) && registrationsOf(name, [placeholder(address)]).length === 1) return address;
  throw new SignalboxError(
    'configuration',
    `${address} does not lead to this site: it must end with /webhooks/${name}.`,
  );
}

const placeholder = (url: string): WebhookRegistration => ({
  id: '',
  url,
  events: [],
  filter: null,
  isEnabled: true,
  expiresAt: null,
});

const registerCommand = new Command('register')
  .description('Registers the webhook of a site at the service desk, unless an enabled one is there already.')
  .argument(...siteArgument)
  .option('--url <address>', 'where it goes (default: publicUrl of the configuration, /webhooks/SITE)')
  .option(...configuration)
  .option(...json)
  .action(async (name, options) => {
    const opened = await open(options.config, name);
    const url = addressOf(opened, name, options.url);
    const own = registrationsOf(name, await opened.registrations.list({ lane: 'interactive' }));
    const there = assessRegistrations(own, systemClock.now()).live.find((each) => each.url === url);
    const made = there ?? (await opened.registrations.register(url, { lane: 'interactive' }));
    console.log(describe(made));
    console.log(
      there ? 'It was registered already.' : 'Registered. A running bridge renews it before it ends.',
    );
    if (options.json) printJson({ site: name, isNew: there === undefined, registration: made });
  });

const renewCommand = new Command('renew')
  .description('Puts off the end of the webhooks that lead to a site; a running bridge does so by itself.')
  .argument(...siteArgument)
  .option(...configuration)
  .option(...json)
  .action(async (name, options) => {
    const { registrations } = await open(options.config, name);
    const list = async () => registrationsOf(name, await registrations.list({ lane: 'interactive' }));
    const ending = assessRegistrations(await list(), systemClock.now()).live.filter(
      ({ expiresAt }) => expiresAt !== null,
    );
    if (ending.length > 0)
      await registrations.renew?.(
        ending.map(({ id }) => id),
        { lane: 'interactive' },
      );
    const own = await list();
    for (const each of own) console.log(describe(each));
    if (ending.length === 0) console.log('None of them expires, or none is there: nothing was renewed.');
    if (options.json) printJson({ site: name, renewed: ending.length, registrations: own });
  });

const removeCommand = new Command('remove')
  .description('Removes a webhook that leads to a site; without an id, all of them.')
  .argument(...siteArgument)
  .argument('[id]', 'as "webhooks list" shows it')
  .option(...configuration)
  .option(...json)
  .action(async (name, id, options) => {
    const { registrations } = await open(options.config, name);
    const own = registrationsOf(name, await registrations.list({ lane: 'interactive' }));
    const chosen = id === undefined ? own : own.filter((each) => each.id === id);
    if (id !== undefined && chosen.length === 0)
      throw new SignalboxError('configuration', `No webhook ${id} leads to ${name}; nothing was removed.`);
    for (const each of chosen) await registrations.remove(each.id, { lane: 'interactive' });
    console.log(`${chosen.length} removed.`);
    if (options.json) printJson({ site: name, removed: chosen.map((each) => each.id) });
  });

export const webhooksCommand = new Command('webhooks')
  .description('The webhooks that a service desk has registered for a site: list, register, renew, remove.')
  .addCommand(listCommand)
  .addCommand(registerCommand)
  .addCommand(renewCommand)
  .addCommand(removeCommand);
