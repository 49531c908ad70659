import type { Server } from 'node:http';
import path from 'node:path';
import { createAdaptorServer } from '@hono/node-server';
import { createBridge, createLogger } from '@signalbox/bridge';
import { jiraConnector } from '@signalbox/connector-jira';
import { createJiraSandbox } from '@signalbox/connector-jira/sandbox';
import { openSite, type Site } from '@signalbox/sdk';
import { sandboxTransport } from '@signalbox/sdk/sandbox';
import { createMasker } from '@signalbox/triage/model';
import { Hono } from 'hono';
import { answerCalls } from './child.ts';
import { suggestOnly } from './policies.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface IntakePorts {
  /** Reads the body and answers. */
  readonly bare: number;
  /** Reads the body, checks signature and time, and answers. */
  readonly verified: number;
  /** The bridge: answers when the webhook is on the disk. */
  readonly durable: number;
  readonly webhookSecret: string;
}

const answer = { status: 'accepted', duplicate: false, id: '1' };

/** The bridge's own HTTP server with nothing behind it. */
async function servePeer(site: Site | null): Promise<Server> {
  const app = new Hono();
  app.post('/webhooks/:site', async (context) => {
    const body = new Uint8Array(await context.req.arrayBuffer());
    await site?.webhook?.verify({ headers: context.req.header(), body, receivedAt: Date.now() });
    return context.json(answer, 202);
  });
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  const { promise, resolve } = Promise.withResolvers<void>();
  server.listen(0, '127.0.0.1', resolve);
  await promise;
  return server;
}

const portOf = (server: Server): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

const directory = await temporaryDirectory();
const sandbox = createJiraSandbox();
const site = openSite(jiraConnector, {
  name: 'jira',
  configuration: sandbox.configuration,
  transport: sandboxTransport(sandbox),
});
const bridge = await createBridge({
  database: `embedded:${path.join(directory.path, 'database')}`,
  sites: [site],
  policies: { jira: suggestOnly },
  classifier: null,
  masker: createMasker(),
  port: 0,
  logger: createLogger('silent'),
});
await bridge.start();
const peers = [await servePeer(null), await servePeer(site)] as const;

answerCalls(
  {
    ports: (): IntakePorts => ({
      bare: portOf(peers[0]),
      verified: portOf(peers[1]),
      durable: Number(new URL(bridge.address).port),
      webhookSecret: sandbox.webhookSecret,
    }),
    stored: async (): Promise<number> => {
      const metrics = await (await fetch(`${bridge.address}/metrics`)).text();
      const counted = /^signalbox_webhooks_total\{[^}]*status="accepted"[^}]*\} (\d+)/m.exec(metrics)?.[1];
      return Number(counted ?? 0);
    },
  },
  async () => {
    for (const peer of peers) peer.close();
    await bridge.stop();
    await directory[Symbol.asyncDispose]();
  },
);
