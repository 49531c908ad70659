import http from 'node:http';
import { jiraConnector } from '@signalbox/connector-jira';
import { serviceNowConnector } from '@signalbox/connector-servicenow';
import {
  axiosTransport,
  openSite,
  type Site,
  secretValue,
  syncTickets,
  type Transport,
} from '@signalbox/sdk';
import axios from 'axios';
import { answerCalls } from './child.ts';
import { unlimited } from './unlimited.ts';

/** Reads all pages of a vendor in a process of its own, by Signalbox or by axios alone. */

export type VendorOfPages = 'jira' | 'servicenow';

export interface SyncRun {
  readonly vendor: VendorOfPages;
  readonly port: number;
}

export interface SyncRunResult {
  readonly tickets: number;
  readonly seconds: number;
  /** Processor time of the reading process. */
  readonly processorSeconds: number;
  readonly requests: number;
  /** Live memory after a collection, by tenths of the tickets, in bytes; empty where nobody asked. */
  readonly live: readonly number[];
  /** Resident memory at the same moments, in bytes. */
  readonly resident: readonly number[];
}

const pageSize = { jira: 100, servicenow: 200 } as const;

function siteOf({ vendor, port }: SyncRun, transport: Transport): Site {
  const baseUrl = `http://127.0.0.1:${port}`;
  if (vendor === 'jira') {
    return openSite(unlimited(jiraConnector), {
      name: 'jira',
      transport,
      configuration: {
        baseUrl,
        authentication: { kind: 'api-token', email: 'signalbox@example.com', token: secretValue('token') },
      },
    });
  }
  return openSite(unlimited(serviceNowConnector), {
    name: 'servicenow',
    transport,
    configuration: { baseUrl, authentication: { kind: 'basic', user: 'u', password: secretValue('p') } },
  });
}

function stopwatch(): () => Pick<SyncRunResult, 'seconds' | 'processorSeconds'> {
  const startedAt = performance.now();
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return { seconds: (performance.now() - startedAt) / 1_000, processorSeconds: (user + system) / 1e6 };
  };
}

function liveBytes(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

/** As it comes, so that the peer asks for the very same pages in the very same words. */
const asked: {
  method: string;
  url: string;
  headers: Readonly<Record<string, string>>;
  data?: string;
}[] = [];

async function signalbox(
  run: SyncRun,
  watchMemory: boolean,
  transport: Transport = axiosTransport(),
): Promise<SyncRunResult> {
  const site = siteOf(run, transport);
  const live: number[] = [];
  const resident: number[] = [];
  let received = 0;
  let requests = 0;
  const watch = stopwatch();
  const certificate = await syncTickets(
    site,
    { pageSize: pageSize[run.vendor] },
    {
      onPage(tickets) {
        requests += 1;
        received += tickets.length;
        if (!watchMemory || received < (live.length + 1) * 10_000) return;
        live.push(liveBytes());
        resident.push(process.memoryUsage().rss);
      },
    },
  );
  const times = watch();
  if (!certificate.complete) throw new Error(`The sync is not complete: ${JSON.stringify(certificate)}`);
  return { tickets: certificate.received, ...times, requests, live, resident };
}

/** The requests of one reading, by a reading that is not measured: it warms the compiler up. */
async function record(run: SyncRun): Promise<number> {
  asked.length = 0;
  const transport = axiosTransport();
  await signalbox(run, false, async (request) => {
    const { method, url, headers, body } = request;
    asked.push({ method, url, headers, ...(body === undefined ? {} : { data: body }) });
    return await transport(request);
  });
  return asked.length;
}

/** Rows of an answer, of either vendor. */
const rowsIn = (body: { issues?: unknown[]; result?: unknown }): number =>
  body.issues?.length ?? (Array.isArray(body.result) ? body.result.length : 0);

/** The same requests by axios as it comes: one after the other, JSON parsed, and dropped. */
async function bare(): Promise<SyncRunResult> {
  const client = axios.create({ httpAgent: new http.Agent({ keepAlive: true }), adapter: 'http' });
  let tickets = 0;
  const watch = stopwatch();
  for (const { method, url, headers, data } of asked) {
    const response = await client.request({
      method,
      url,
      headers: { ...headers },
      ...(data === undefined ? {} : { data }),
    });
    tickets += rowsIn(response.data);
  }
  return { tickets, ...watch(), requests: asked.length, live: [], resident: [] };
}

answerCalls(
  {
    record: (run: SyncRun) => record(run),
    bare: () => bare(),
    signalbox: (run: SyncRun) => signalbox(run, false),
    memory: (run: SyncRun) => signalbox(run, true),
  },
  async () => process.exit(),
);
