import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { disposing } from './disposing.ts';
import { below, type Measurement, rounded } from './measurement.ts';
import { treeMemory, treeProcessorSeconds } from './process-tree.ts';
import { serveVendors, startService } from './service.ts';
import { temporaryDirectory } from './temporary-directory.ts';

const idleSeconds = 20;
const aimedMegabytes = 350;
const peerProgram = "require('node:http').createServer().listen(0)";

/** A Node process with an HTTP server, as long as the bridge sits idle. */
async function peerMegabytes(signal: AbortSignal): Promise<number> {
  const peer = spawn(process.execPath, ['--eval', peerProgram], { stdio: 'ignore' });
  try {
    await delay(idleSeconds * 1_000, undefined, { signal });
    return (await treeMemory(peer.pid ?? 0)).ownMegabytes;
  } finally {
    peer.kill();
  }
}

export const memory: Measurement = {
  name: 'memory',
  title: 'An idle bridge',
  async measure({ progress, signal }) {
    if (process.platform !== 'linux') throw new Error('Memory is read from /proc, which only Linux has.');
    const { before, after, peer, found } = await disposing(async (stack) => {
      const vendors = stack.use(await serveVendors());
      const directory = stack.use(await temporaryDirectory());
      const { pid } = stack.use(await startService(vendors, path.join(directory.path, 'database')));
      progress(`memory: idle for ${idleSeconds} s`);
      return {
        before: await treeProcessorSeconds(pid),
        peer: await peerMegabytes(signal),
        after: await treeProcessorSeconds(pid),
        found: await treeMemory(pid),
      };
    });
    const { processes, ownMegabytes, childrenMegabytes } = found;
    const total = ownMegabytes + childrenMegabytes;
    const busyShare = (after - before) / idleSeconds;
    return {
      method: `\`signalbox start\` with a Jira and a ServiceNow site, the shipped model loaded, ${idleSeconds} s after it was ready and with nothing to do. Memory is the sum of PSS over its ${processes} processes, the embedded PostgreSQL included. The peer is a Node process with an HTTP server and nothing else.`,
      table: {
        header: ['', 'MB'],
        rows: [
          ['bridge and database', rounded(total)],
          ['— Node', rounded(ownMegabytes)],
          ['— PostgreSQL', rounded(childrenMegabytes)],
          ['empty Node HTTP server', rounded(peer)],
          ['bridge and database : empty server', rounded(total / peer)],
          ['processor while idle, % of one core', rounded(busyShare * 100)],
        ],
      },
      figures: {
        megabytes: total,
        nodeMegabytes: ownMegabytes,
        postgresMegabytes: childrenMegabytes,
        peerMegabytes: peer,
        processes,
        idleProcessorShare: busyShare,
      },
      aims: [below('resident memory, idle, database included', total, aimedMegabytes, 'MB')],
    };
  },
};
