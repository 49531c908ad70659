import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { basicAuthentication } from '../authentication/index.ts';
import { ManualClock } from '../clock/index.ts';
import type { TransportRequest } from '../http/index.ts';
import type { Ticket } from '../model/index.ts';
import { secretSchema, secretValue } from '../secret/index.ts';
import { type Connector, defineConnector } from './connector.ts';
import { openSite } from './open-site.ts';

const configurationSchema = z.strictObject({
  baseUrl: z.url({ error: "write the address of the instance, as in 'https://example.com'" }),
  user: z.string(),
  password: secretSchema,
});
type Configuration = z.infer<typeof configurationSchema>;

const unused = () => Promise.reject(new Error('not used here'));
const desk: Connector<Configuration> = defineConnector({
  name: 'desk',
  version: '1.2.3',
  configuration: configurationSchema,
  baseUrl: ({ baseUrl }) => baseUrl,
  authentication: ({ user, password }) => basicAuthentication(user, password),
  limits: () => ({
    share: 1,
    requestsPerSecond: 100,
    maxConcurrent: 2,
    timeoutMs: 3000,
    longestRequestMs: 2000,
  }),
  tickets: {
    async read(context, ticketId) {
      const response = await context.http.request({ method: 'GET', path: `/tickets/${ticketId}` });
      return { ...(response.body as Ticket), site: context.site };
    },
    async *search(_context, query) {
      yield { items: [], skipped: [], checkpoint: query.checkpoint ?? 'start', isLast: true };
    },
    history: unused,
  },
  webhook: {
    verify: (delivery) => ({ deliveryId: delivery.headers['x-id'] ?? null }),
    parse: (_body, delivery, site) => [
      {
        specversion: '1.0',
        id: delivery.deliveryId ?? '',
        source: `/sites/${site}`,
        type: 'signalbox.ticket.created',
        subject: '1',
        time: '2026-01-01T00:00:00Z',
        data: { key: null, actor: null, changed: null, version: null, isOwn: false },
      },
    ],
  },
  humanQueue: {
    mark: ({ user }, _ticket, reason) => ({
      fields: [],
      explanation: { markdown: `${user}: ${reason}`, audience: 'internal' },
    }),
    isMarked: () => true,
  },
});
const configuration = {
  baseUrl: 'https://desk.example/',
  user: 'integration',
  password: secretValue('hunter2-hunter2'),
};

describe('an open site', () => {
  const sent: TransportRequest[] = [];
  const site = openSite(desk, {
    name: 'support',
    configuration,
    clock: new ManualClock(),
    transport: async (request) => {
      sent.push(request);
      return { status: 200, headers: {}, body: '{"id":"7"}' };
    },
  });

  test('has the capabilities of its connector, each with its context, and no others', async () => {
    expect(await site.tickets?.read('7')).toEqual({ id: '7', site: 'support' });
    expect(sent[0]).toMatchObject({
      url: 'https://desk.example/tickets/7',
      timeoutMs: 3000,
      headers: { 'user-agent': 'signalbox (desk/1.2.3)', authorization: expect.stringMatching(/^Basic /) },
    });
    const pages: string[] = [];
    for await (const page of site.tickets?.search({ checkpoint: 'here' }) ?? []) pages.push(page.checkpoint);
    expect(pages).toEqual(['here']);
    expect(site.tickets?.count).toBeUndefined();
    expect([site.catalog, site.cmdb, site.changes, site.diagnosis]).toEqual(Array(4).fill(undefined));
    const delivery = { headers: { 'x-id': 'd1' }, body: new Uint8Array(), receivedAt: 0 };
    const verified = await site.webhook?.verify(delivery);
    expect(verified && site.webhook?.parse({}, verified)).toMatchObject([
      { id: 'd1', source: '/sites/support' },
    ]);
    expect(site.humanQueue?.mark({} as Ticket, 'unsure').explanation?.markdown).toBe('integration: unsure');
  });

  test('takes no webhooks where its configuration holds nothing to verify them with', () => {
    const configuration = {
      baseUrl: 'https://desk.example.com',
      user: 'signalbox',
      password: secretValue('p'),
    };
    const canVerify = ({ user }: Configuration) => user === 'known';
    const opened = (user: string) =>
      openSite<Configuration>(
        { ...desk, webhook: desk.webhook && { ...desk.webhook, canVerify } },
        { name: 'support', configuration: { ...configuration, user } },
      );
    expect(opened('known').webhook).toBeDefined();
    expect(opened('other').webhook).toBeUndefined();
  });

  test('tells what goes on in its governor', () => {
    expect(site.governor.snapshot()).toMatchObject({ site: 'support', totals: { requests: 1 } });
  });

  test('prints without its secrets', () => {
    expect(inspect(site, { depth: 9, showHidden: true })).not.toContain('hunter2');
  });
});

test('a capability may be an instance of a class', async () => {
  class Catalogs {
    readonly version = 'v1';
    async read(context: { readonly site: string }) {
      return {
        site: context.site,
        project: null,
        type: 'incident' as const,
        fields: [],
        version: this.version,
      };
    }
  }
  const site = openSite(defineConnector({ ...desk, catalog: new Catalogs() }), {
    name: 'support',
    configuration,
    transport: unused,
  });
  expect(await site.catalog?.read({} as Ticket)).toMatchObject({ site: 'support', version: 'v1' });
});

describe('a wrong configuration is one readable error', () => {
  const messageOf = (wrong: unknown, connector = desk) => {
    try {
      openSite(connector, { name: 'support', configuration: wrong, transport: unused });
      return null;
    } catch (error) {
      expect(error).toMatchObject({ code: 'configuration', site: 'support' });
      return (error as Error).message;
    }
  };

  test('that names the site, every path, and what to write', () => {
    expect(messageOf({ baseUrl: 'desk', password: 'hunter2-hunter2', usr: 'me' })).toBe(
      [
        'The configuration of the site support (desk) cannot be used:',
        '  sites.support.usr: unknown setting "usr"; remove it or correct its spelling',
        "  sites.support.baseUrl: write the address of the instance, as in 'https://example.com'",
        '  sites.support.user: is missing; write a text in quotes',
        "  sites.support.password: write secret('NAME_OF_AN_ENVIRONMENT_VARIABLE'), never the value itself",
      ].join('\n'),
    );
  });

  test('whatever was written instead of it', () => {
    for (const wrong of [undefined, null, 'x', 5, []]) expect(messageOf(wrong)).toContain('sites.support');
  });

  test('also when its address is not one that a vendor can have', () => {
    for (const baseUrl of ['https://169.254.169.254', 'ftp://desk.example', 'https://me:pw@desk.example']) {
      expect(messageOf({ ...configuration, baseUrl })).toContain('sites.support.baseUrl');
    }
  });
});
