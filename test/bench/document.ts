import type { Machine } from './machine.ts';
import type { Finding, Measurement, Table } from './measurement.ts';

export interface Measured {
  readonly measurement: Measurement;
  readonly finding: Finding;
}

function tableText({ header, rows }: Table): string {
  const widths = header.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const lineOf = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return [lineOf(header), rule, ...rows.map(lineOf)].join('\n');
}

function machineText(machine: Machine): string {
  const { at, system, processor, cores, memoryGigabytes, node, postgres, loadBefore } = machine;
  return `${at.slice(0, 16).replace('T', ' ')} UTC · ${cores} cores (${processor}), ${memoryGigabytes} GB · ${system} · Node ${node} · ${postgres} · load before the run ${loadBefore}`;
}

/** Idle machines stay well below. */
const isBusy = ({ loadBefore, cores }: Machine): boolean => loadBefore > cores / 2;
const busyNote =
  'The machine was busy with other work when this began, so times are longer and rates lower than it can do.';

/** What the bench prints: Markdown that reads well in a terminal, too. */
export function documentText(machine: Machine, measured: readonly Measured[]): string {
  const sections = measured.map(({ measurement, finding }) =>
    [`## ${measurement.title}`, finding.method, tableText(finding.table)].join('\n\n'),
  );
  const aims = measured.flatMap(({ finding }) => finding.aims);
  const aimTable: Table = {
    header: ['aim', 'wanted', 'measured', ''],
    rows: aims.map(({ what, aim, measured: found, isMet }) => [what, aim, found, isMet ? 'met' : 'missed']),
  };
  return [
    '# Benchmarks',
    'Printed by `npm run -s bench -- --write`. Ratios are to peers in the same run, and say more than the figures themselves.',
    machineText(machine),
    ...(isBusy(machine) ? [busyNote] : []),
    ...sections,
    ...(aims.length > 0 ? ['## Aims', tableText(aimTable)] : []),
  ].join('\n\n');
}
