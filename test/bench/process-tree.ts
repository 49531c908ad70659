import { readdir, readFile } from 'node:fs/promises';

interface ProcessRow {
  readonly parent: number;
  /** User and system time so far, in clock ticks. */
  readonly ticks: number;
}

/** The kernel's USER_HZ, which is 100 on every platform that Node runs on. */
const ticksPerSecond = 100;

/** `/proc/PID/stat`, from the state field on: the name before it may hold anything. */
async function readRow(pid: number): Promise<ProcessRow | null> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (text === null) return null;
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

async function readTree(root: number): Promise<ReadonlyMap<number, ProcessRow>> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const rows = new Map<number, ProcessRow>();
  for (const pid of pids) {
    const row = await readRow(pid);
    if (row) rows.set(pid, row);
  }
  const isOfTree = (pid: number): boolean => {
    const row = rows.get(pid);
    return row !== undefined && (pid === root || isOfTree(row.parent));
  };
  return new Map([...rows].filter(([pid]) => isOfTree(pid)));
}

async function proportionalKibibytes(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  return Number(/^Pss: +(\d+) kB/m.exec(text)?.[1] ?? 0);
}

export interface TreeMemory {
  readonly processes: number;
  /** The process itself. */
  readonly ownMegabytes: number;
  /** Everything it started: the database. */
  readonly childrenMegabytes: number;
}

/** Memory of a process and all it started; shared pages count in parts (PSS), so that the sum is what it costs. Linux. */
export async function treeMemory(root: number): Promise<TreeMemory> {
  const pids = [...(await readTree(root)).keys()];
  const sizes = await Promise.all(pids.map(async (pid) => [pid, await proportionalKibibytes(pid)] as const));
  const megabytes = (chosen: (pid: number) => boolean) =>
    sizes.reduce((sum, [pid, size]) => sum + (chosen(pid) ? size : 0), 0) / 1_024;
  return {
    processes: pids.length,
    ownMegabytes: megabytes((pid) => pid === root),
    childrenMegabytes: megabytes((pid) => pid !== root),
  };
}

/** Seconds of processor time that a process and all it started have used. */
export async function treeProcessorSeconds(root: number): Promise<number> {
  return [...(await readTree(root)).values()].reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond;
}
