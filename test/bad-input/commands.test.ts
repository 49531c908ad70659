import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serveSandbox } from '@signalbox/sdk/sandbox';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { lastJson, runCommand, startCommand } from '../support/command.ts';
import {
  adminToken,
  configurationSource,
  type Installation,
  makeInstallation,
} from '../support/installation.ts';

let installation: Installation | undefined;

afterEach(async () => {
  await installation?.remove();
  installation = undefined;
});

const site = `
    support: jira({
      baseUrl: 'http://127.0.0.1:9',
      authentication: { kind: 'api-token', email: 'signalbox@example.com', token: secret('JIRA_TOKEN') },
      webhookSecret: secret('JIRA_WEBHOOK'),
    }),`;
const secrets = { JIRA_TOKEN: 'the-token-of-jira', JIRA_WEBHOOK: 'the-webhook-secret' };

async function install(sites: string, settings = 'port: 0,', env: Record<string, string> = secrets) {
  installation = await makeInstallation(configurationSource(sites, settings), env);
  return { cwd: installation.directory, env: installation.env };
}

const commands = [
  'demo',
  'start',
  'doctor',
  'pause',
  'resume',
  'train',
  'evaluate',
  'classify',
  'sync',
  'sandbox',
] as const;

describe('help', { timeout: 120_000 }, () => {
  it('of the whole lists every command', async () => {
    const { code, stdout } = await runCommand(['--help']);
    expect(code).toBe(0);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^ +${command}\\b`, 'm'));
  });

  it.each(commands)('of %s says what it is for and what it takes', async (command) => {
    const { code, stdout, stderr } = await runCommand([command, '--help']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: signalbox ${command}`));
    expect(stdout.split('\n').length).toBeGreaterThan(4);
  });

  it.each([[['tset']], [['start', '--prot', '1']], [['sandbox', 'zendesk']], [['pause']]])(
    'is offered after %j, which is not understood',
    async (arguments_) => {
      const { code, stderr } = await runCommand(arguments_);
      expect(code).toBe(2);
      expect(stderr).toMatch(/error:/);
      expect(stderr).toContain('--help');
    },
  );
});

describe('a wrong configuration', { timeout: 120_000 }, () => {
  it.each([
    ['a setting that is not known', site, 'prot: 8480,', /:4 .*unknown setting "prot".*prot: 8480/s],
    ['a port that is no number', site, "port: '8480',", /:4 .*port.*number/s],
    ['a probability beyond 1', site, 'outOfVocabularyLimit: 2,', /:4 .*between 0 and 1/s],
    [
      'a field that applies without anybody who allowed it',
      site,
      "fields: { category: { mode: 'apply' } },",
      /signalbox\.config\.ts:4 .*enabledBy: \{ by: 'NAME'/s,
    ],
    [
      'a mode that is none',
      site,
      "fields: { category: { mode: 'always' } },",
      /:4 .*'off', 'suggest' or 'apply'/s,
    ],
    ['a site that is nothing known', "\n    support: { baseUrl: 'x' },", '', /:6 .*jira\(\{ … \}\)/s],
    ['an address that is none', site.replace('http://127.0.0.1:9', 'jira'), '', /:7 .*https:\/\/your-site/s],
    [
      'an address copied with its path',
      site.replace('127.0.0.1:9', '127.0.0.1:9/jira/software'),
      '',
      /:7 .*host alone/s,
    ],
    [
      'a misspelt setting of a site',
      site.replace('webhookSecret', 'webhokSecret'),
      '',
      /:9 .*unknown setting "webhokSecret"/s,
    ],
    [
      'a secret without a name',
      site.replace("secret('JIRA_TOKEN')", 'secret()'),
      '',
      /:8 .*secret\('JIRA_TOKEN'\)/s,
    ],
    ['a comma that is missing', site.replace("9',", "9'"), '', /:8 .*comma/s],
    ['two sites of the same name', `${site}${site}`, '', /:11 .*lines 6 and 11/s],
    [
      'a field for a site that is not there',
      site,
      "fields: { category: { from: { suport: 'category' } } },",
      /:4 .*'support'/s,
    ],
    ['a field that is none of a ticket', site, 'fields: { topic: {} },', /:4 .*from: 'custom\.topic'/s],
    [
      'a name that is not imported',
      site.replace('support: jira', 'support: zendesk'),
      '',
      /:6 .*zendesk is not defined/s,
    ],
    ['no site at all', '', '', /signalbox\.config\.ts:\d+ {2}sites: add at least one/],
  ])('%s: one error that names the line and what to write', async (_, sites, settings, words) => {
    const options = await install(sites, settings);
    const { code, stdout, stderr } = await runCommand(['start'], options);
    expect(stderr).toMatch(words);
    expect(stdout).toBe('');
    expect(stderr).not.toMatch(/\n\s+at /);
    expect(code).toBe(2);
    expect(await readdir(options.cwd)).toEqual(['node_modules', 'signalbox.config.ts']);
  });

  it('a secret that is not set: its name, and never a value', async () => {
    const { JIRA_WEBHOOK } = secrets;
    const options = await install(site, 'port: 0,', { JIRA_WEBHOOK });
    const { code, stderr } = await runCommand(['start'], options);
    expect(code).toBe(2);
    expect(stderr).toMatch(/:8 .*authentication\.token: Set the environment variable JIRA_TOKEN/s);
    expect(stderr).not.toContain(JIRA_WEBHOOK);
  });

  it('in two files: the one that is wrong, and how it is imported', async () => {
    const options = await install(site, '...more,');
    const source = await readFile(join(options.cwd, 'signalbox.config.ts'), 'utf8');
    await writeFile(
      join(options.cwd, 'more.ts'),
      "export const more = {\n  model: 'default'\n  port: 0,\n};\n",
    );
    await installation?.write(`import { more } from './more';\n${source}`);
    const unfound = await runCommand(['start'], options);
    expect(unfound.stderr).toContain("names the whole file, as in './sites.ts'");
    await installation?.write(`import { more } from './more.ts';\n${source}`);
    const { code, stderr } = await runCommand(['start'], options);
    expect(stderr).toMatch(/^signalbox: more\.ts:3 .*comma.*port: 0/s);
    expect([unfound.code, code]).toEqual([2, 2]);
    expect(await readdir(options.cwd)).toEqual(['more.ts', 'node_modules', 'signalbox.config.ts']);
  });

  it('no file: where to read how to write one', async () => {
    const { code, stderr } = await runCommand(['start', '--config', '/nowhere/signalbox.config.ts']);
    expect(code).toBe(2);
    expect(stderr).toContain('--config');
  });

  it('no TypeScript: where it breaks', async () => {
    const options = await install(site);
    await installation?.write('export default {{');
    const { code, stderr } = await runCommand(['start'], options);
    expect(code).toBe(2);
    expect(stderr).toContain('signalbox.config.ts:1  cannot be loaded');
  });
});

describe('a database that cannot be had', { timeout: 90_000 }, () => {
  it('because another bridge uses the data directory: who, and nothing is touched', async () => {
    const options = await install(site, "port: 0, adminToken: secret('SIGNALBOX_TOKEN'),");
    const first = startCommand(['start'], options);
    const [, address = ''] = await first.untilSays(/is at work at (\S+)/);
    const second = await runCommand(['start'], options);
    expect(second.code).toBe(3);
    expect(second.stderr).toContain(`in use by pid ${first.process.pid}`);
    const headers = { authorization: `Bearer ${adminToken}` };
    expect((await fetch(`${address}/readyz`, { headers })).status).toBe(200);
    expect(await first.end()).toBe(0);
  });

  it('because nobody listens: where, and what to look at, without the password', async () => {
    const options = await install(site, "port: 0, database: secret('DATABASE'),", {
      ...secrets,
      DATABASE: 'postgres://signalbox:hush-hush@127.0.0.1:9/signalbox',
    });
    const { code, stdout, stderr } = await runCommand(['start'], options);
    expect(code).toBe(3);
    expect(stderr).toMatch(/127\.0\.0\.1:9.*cannot be used.*Check that the server runs/s);
    expect(stdout + stderr).not.toContain('hush-hush');
  });

  it('because the directory holds something else: left untouched', async () => {
    const options = await install(site);
    const directory = join(options.cwd, 'data');
    await mkdir(directory);
    await writeFile(join(directory, 'thesis.txt'), 'three years of work');
    const { code, stderr } = await runCommand(['start'], options);
    expect(code).toBe(3);
    expect(stderr).toMatch(/thesis\.txt.*left untouched/s);
    expect(await readdir(directory)).toEqual(['thesis.txt']);
    expect(await readFile(join(directory, 'thesis.txt'), 'utf8')).toBe('three years of work');
  });

  it('because there are no binaries for this platform: said, with what to do', async () => {
    const options = await install(site);
    const elsewhere = join(options.cwd, 'elsewhere.mjs');
    await writeFile(elsewhere, "Object.defineProperty(process, 'platform', { value: 'sunos' });");
    const { code, stderr } = await runCommand(['start'], {
      ...options,
      env: { ...options.env, NODE_OPTIONS: `--import ${elsewhere}` },
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/no embedded PostgreSQL for sunos.*postgres:\/\//s);
  });

  it('because the port is taken: which', async () => {
    const first = startCommand(['sandbox', 'jira', '--json']);
    const [, port = ''] = await first.untilSays(/"url":"http:\/\/127\.0\.0\.1:(\d+)"/);
    const { code, stderr } = await runCommand(['start'], await install(site, `port: ${port},`));
    expect(code).toBe(2);
    expect(stderr).toContain(port);
    expect(await first.end()).toBe(0);
  });
});

describe('a bridge that is away', { timeout: 120_000 }, () => {
  it.each(['pause', 'resume'])('%s says so, with what to do', async (command) => {
    const { code, stderr } = await runCommand([
      command,
      '--reason',
      'a test',
      '--url',
      'http://127.0.0.1:9',
      '--token',
      'no-token-at-all',
    ]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/No bridge answers at http:\/\/127\.0\.0\.1:9.*Start it/s);
    expect(stderr).not.toContain('no-token-at-all');
  });
});

describe('the kill switch by command', { timeout: 120_000 }, () => {
  it('is thrown and released, with the reason and who did it', async () => {
    const options = await install(site, "port: 0, adminToken: secret('SIGNALBOX_TOKEN'),");
    const bridge = startCommand(['start'], options);
    const [, address = ''] = await bridge.untilSays(/is at work at (\S+)/);
    const flags = ['--url', address, '--json', '--reason', 'odd values in SUP-1'];
    const paused = await runCommand(['pause', 'support', ...flags], options);
    expect(paused.code).toBe(0);
    const state = { site: 'support', isPaused: true, reason: 'odd values in SUP-1', by: expect.any(String) };
    expect(lastJson(paused)).toMatchObject({ global: { isPaused: false }, sites: [state] });
    const resumed = await runCommand(['resume', 'support', ...flags], options);
    expect(lastJson(resumed)).toMatchObject({ sites: [{ site: 'support', isPaused: false }] });
    const unknown = await runCommand(['pause', 'elsewhere', ...flags], options);
    expect(unknown.code).not.toBe(0);
    expect(unknown.stderr).toContain('elsewhere');
    const refused = await runCommand(
      ['pause', ...flags, '--token', 'somebody-elses-token-0123456789'],
      options,
    );
    expect(refused.code).not.toBe(0);
    expect(refused.stderr).toMatch(/refuses/);
    expect(await bridge.end()).toBe(0);
  });
});

describe('a sandbox by command', { timeout: 120_000 }, () => {
  const readySchema = z.object({
    url: z.url(),
    credentials: z.record(z.string(), z.string()),
    webhookSecret: z.string().min(1),
  });

  it.each([
    ['jira', ['email', 'apiToken'], '/rest/api/3/myself'],
    ['servicenow', ['user', 'password'], '/api/now/table/incident?sysparm_limit=1'],
  ] as const)('%s: its first line is all that a plain client needs', async (name, [user, password], path) => {
    const sandbox = startCommand(['sandbox', name, '--json', '--fault', 'server-error:1']);
    const [line = ''] = await sandbox.untilSays(/^.*\n/);
    const { url, credentials } = readySchema.parse(JSON.parse(line));
    const credential = `${credentials[user]}:${credentials[password]}`;
    const ask = async (as: string) => {
      const authorization = `Basic ${Buffer.from(as).toString('base64')}`;
      return await fetch(`${url}${path}`, { headers: { authorization, accept: 'application/json' } });
    };
    expect((await ask(credential)).status).toBe(500);
    const answer = await ask(credential);
    expect(answer.status).toBe(200);
    expect(Object.keys(await answer.json()).length).toBeGreaterThan(0);
    expect((await ask('nobody@example.com:wrong')).status).toBe(401);
    expect(await sandbox.end('SIGINT')).toBe(0);
  });

  it.each([
    [
      'jira',
      'agentEmail',
      'agentApiToken',
      'PUT',
      '/rest/api/3/issue/',
      { fields: { summary: 'The scanner' } },
    ],
    [
      'servicenow',
      'agentUser',
      'agentPassword',
      'PATCH',
      '/api/now/table/incident/',
      { short_description: 'The scanner' },
    ],
  ] as const)(
    '%s: while it runs, any program brings about tickets and faults, and reads what took effect',
    async (name, user, password, method, path, change) => {
      const told: string[] = [];
      const hooks = await serveSandbox({
        async fetch(request: Request) {
          told.push(await request.text());
          return new Response(null, { status: 202 });
        },
      });
      const sandbox = startCommand(['sandbox', name, '--json']);
      const [line = ''] = await sandbox.untilSays(/^.*\n/);
      const { url, credentials } = readySchema.parse(JSON.parse(line));
      const call = async (verb: string, where: string, body?: unknown) => {
        const authorization = `Basic ${Buffer.from(`${credentials[user]}:${credentials[password]}`).toString('base64')}`;
        const response = await fetch(url + where, {
          method: verb,
          headers: { authorization, 'content-type': 'application/json', accept: 'application/json' },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        const text = await response.text();
        return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
      };
      expect((await call('POST', '/_sandbox/webhooks', { url: `${hooks.url}/told` })).status).toBe(201);
      const ticket = { summary: 'The printer', description: 'It smokes.' };
      const { id } = (await call('POST', '/_sandbox/tickets', ticket)).body;
      await expect.poll(() => told.join()).toContain(id);

      const cut = { kind: 'cut-after-effect', match: `^${method} .*${id}` };
      expect((await call('POST', '/_sandbox/faults', cut)).status).toBe(201);
      expect((await call('GET', path + id)).status).toBe(200);
      await expect(call(method, path + id, change)).rejects.toThrow();
      const edits = (await call('GET', '/_sandbox/journal')).body.filter(
        (entry: { kind: string; ticketId: string }) => entry.kind === 'edit' && entry.ticketId === id,
      );
      expect(edits).toMatchObject([
        { actionId: null, fields: Object.keys('fields' in change ? change.fields : change) },
      ]);
      expect(JSON.stringify((await call('GET', '/_sandbox/tickets')).body)).toContain('The scanner');

      await call('POST', '/_sandbox/faults', { kind: 'server-error', rate: 1 });
      expect((await call('GET', path + id)).status).toBe(500);
      expect((await call('DELETE', '/_sandbox/faults')).status).toBe(204);
      expect((await call('GET', path + id)).status).toBe(200);

      for (const [body, words] of [
        [{ kind: 'earthquake' }, /write kind as one of rate-limit/],
        [{ kind: 'slow', match: '(' }, /regular expression/],
        [{ kind: 'slow', often: 2 }, /often/],
        [undefined, /the body/],
      ] as const) {
        const { status, body: answer } = await call('POST', '/_sandbox/faults', body);
        expect({ status, error: answer.error }).toEqual({ status: 400, error: expect.stringMatching(words) });
      }
      expect(await call('GET', '/_sandbox/nothing')).toMatchObject({
        status: 404,
        body: { error: expect.stringContaining('POST /_sandbox/faults') },
      });
      expect(await sandbox.end('SIGINT')).toBe(0);
      await hooks.close();
    },
  );

  it('does not start with a fault that is none', async () => {
    const { code, stderr } = await runCommand(['sandbox', 'jira', '--fault', 'earthquake']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/"earthquake" is no fault.*cut-after-effect/s);
  });
});
