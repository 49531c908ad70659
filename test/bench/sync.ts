import { type Child, startChild } from './child.ts';
import { disposing } from './disposing.ts';
import {
  atLeast,
  below,
  type Finding,
  type Measurement,
  type MeasurementContext,
  rounded,
} from './measurement.ts';
import { median } from './statistics.ts';
import type { PagesPorts } from './sync-pages.ts';
import type { SyncRunResult, VendorOfPages } from './sync-reader.ts';

const rounds = 3;
const aimedRatio = 0.8;
const aimedMegabytes = 64;
const vendors: readonly VendorOfPages[] = ['jira', 'servicenow'];
const titles = { jira: 'Jira', servicenow: 'ServiceNow' } as const;
const megabyte = 1e6;

interface VendorFigures {
  readonly vendor: VendorOfPages;
  readonly tickets: number;
  readonly requests: number;
  readonly barePerSecond: number;
  readonly perSecond: number;
  readonly ratio: number;
  /** The same of the reading process's processor time: what a busy machine distorts least. */
  readonly processorRatio: number;
  /** From 10,000 tickets to all of them. */
  readonly liveGrowthMegabytes: number;
  readonly residentGrowthMegabytes: number;
}

const rate = ({ tickets, seconds }: SyncRunResult): number => tickets / seconds;
const growth = (samples: readonly number[]): number => (Math.max(...samples) - (samples[0] ?? 0)) / megabyte;

async function measureVendor(
  vendor: VendorOfPages,
  port: number,
  reader: Child,
  memory: SyncRunResult,
  { progress, signal }: MeasurementContext,
): Promise<VendorFigures> {
  const run = { vendor, port };
  progress(`sync: ${titles[vendor]}, the first reading`);
  const requests = await reader.call<number>('record', run);
  const bare: SyncRunResult[] = [];
  const ours: SyncRunResult[] = [];
  for (let round = 0; round < rounds; round += 1) {
    signal.throwIfAborted();
    progress(`sync: ${titles[vendor]}, round ${round + 1} of ${rounds}`);
    bare.push(await reader.call<SyncRunResult>('bare'));
    ours.push(await reader.call<SyncRunResult>('signalbox', run));
  }
  return {
    vendor,
    tickets: ours[0]?.tickets ?? 0,
    requests,
    barePerSecond: median(bare.map(rate)),
    perSecond: median(ours.map(rate)),
    // By the time of the same pages: the peer counts rows that come twice.
    ratio: median(bare.map(({ seconds }, round) => seconds / (ours[round]?.seconds ?? seconds))),
    processorRatio: median(
      bare.map(
        ({ processorSeconds }, round) =>
          processorSeconds / (ours[round]?.processorSeconds ?? processorSeconds),
      ),
    ),
    liveGrowthMegabytes: growth(memory.live),
    residentGrowthMegabytes: growth(memory.resident),
  };
}

async function inNewReader<Result>(use: (reader: Child) => Promise<Result>): Promise<Result> {
  return await disposing(async (stack) =>
    use(stack.use(startChild(new URL('sync-reader.ts', import.meta.url), ['--expose-gc']))),
  );
}

function finding(found: readonly VendorFigures[], ports: PagesPorts): Finding {
  return {
    method: `100,000 tickets, a hundred real ones over and over under other numbers, in search answers as the sandboxes render them (${rounded(ports.jiraBytes)} bytes a ticket of Jira, ${rounded(ports.servicenowBytes)} of ServiceNow; pages of 100 and 200), served over loopback HTTP by a process of their own that does nothing else. Signalbox reads them through its connector, governor and HTTP client without limits, checks and maps every ticket, drops repeats and certifies the whole; what it hands over is dropped. The peer is axios alone, in the same process and in turn: the very same requests, one after the other, JSON parsed and dropped, nothing mapped. Medians of ${rounds} rounds; the ratio is of the times within each round. Memory: growth from 10,000 tickets on, live after a forced collection, and resident, in a process that reads once.`,
    table: {
      header: [
        '',
        'tickets',
        'requests',
        'axios alone /s',
        'Signalbox /s',
        'Signalbox : axios',
        'in processor time',
        'live growth MB',
        'resident growth MB',
      ],
      rows: found.map((figures) => [
        titles[figures.vendor],
        rounded(figures.tickets),
        rounded(figures.requests),
        rounded(figures.barePerSecond),
        rounded(figures.perSecond),
        rounded(figures.ratio),
        rounded(figures.processorRatio),
        rounded(figures.liveGrowthMegabytes),
        rounded(figures.residentGrowthMegabytes),
      ]),
    },
    figures: { vendors: found },
    aims: found.flatMap((figures) => [
      atLeast(`sync of ${titles[figures.vendor]} : axios alone`, figures.ratio, aimedRatio),
      below(
        `memory growth of a sync of ${titles[figures.vendor]}`,
        Math.max(figures.liveGrowthMegabytes, figures.residentGrowthMegabytes),
        aimedMegabytes,
        'MB',
      ),
    ]),
  };
}

export const sync: Measurement = {
  name: 'sync',
  title: 'Sync and normalise',
  async measure(context) {
    return await disposing(async (stack) => {
      const pages = stack.use(startChild(new URL('sync-pages.ts', import.meta.url)));
      const ports = await pages.call<PagesPorts>('ports');
      const found: VendorFigures[] = [];
      for (const vendor of vendors) {
        const run = { vendor, port: ports[vendor] };
        // Memory in a process that has done nothing else.
        const memory = await inNewReader(async (reader) => {
          context.progress(`sync: ${titles[vendor]}, memory`);
          return await reader.call<SyncRunResult>('memory', run);
        });
        found.push(await inNewReader((reader) => measureVendor(vendor, run.port, reader, memory, context)));
      }
      return finding(found, await pages.call<PagesPorts>('ports'));
    });
  },
};
