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

const aimHeader = ['aim', 'wanted', 'measured', ''] as const;
const aimsTitle = 'Aims';

function aimRows(measured: readonly Measured[]): readonly (readonly string[])[] {
  const aims = measured.flatMap(({ finding }) => finding.aims);
  return aims.map(({ what, aim, measured: found, isMet }) => [what, aim, found, isMet ? 'met' : 'missed']);
}

const sectionOf = (title: string, ...paragraphs: readonly string[]): string =>
  [`## ${title}`, ...paragraphs].join('\n\n');

/** What the bench prints: Markdown that reads well in a terminal, too. */
export function documentText(machine: Machine, measured: readonly Measured[]): string {
  const sections = measured.map(({ measurement, finding }) =>
    sectionOf(measurement.title, finding.method, tableText(finding.table)),
  );
  const rows = aimRows(measured);
  return [
    '# Benchmarks',
    'Printed by `npm run -s bench -- --write`. Ratios are to peers in the same run, and say more than the figures themselves.',
    machineText(machine),
    ...(isBusy(machine) ? [busyNote] : []),
    ...sections,
    ...(rows.length > 0 ? [sectionOf(aimsTitle, tableText({ header: aimHeader, rows }))] : []),
  ].join('\n\n');
}

/** A document that was written before, in which these sections and aims are new; each says when it was measured. */
export function withSections(document: string, machine: Machine, measured: readonly Measured[]): string {
  const [head = '', ...old] = document.trimEnd().split(/\n+(?=## )/);
  const fresh = new Map(
    measured.map(({ measurement, finding }) => {
      const when = [`Measured by itself: ${machineText(machine)}.`, ...(isBusy(machine) ? [busyNote] : [])];
      const text = sectionOf(measurement.title, finding.method, when.join(' '), tableText(finding.table));
      return [measurement.title, text];
    }),
  );
  const titleOf = (section: string): string => section.slice(3, section.indexOf('\n'));
  const kept = old
    .filter((section) => titleOf(section) !== aimsTitle)
    .map((section) => {
      const title = titleOf(section);
      const text = fresh.get(title) ?? section;
      fresh.delete(title);
      return text;
    });
  const aims = old.find((section) => titleOf(section) === aimsTitle) ?? '';
  const rows = mergedRows(rowsOf(aims), aimRows(measured));
  const end = rows.length > 0 ? [sectionOf(aimsTitle, tableText({ header: aimHeader, rows }))] : [];
  return [head, ...kept, ...fresh.values(), ...end].join('\n\n');
}

function rowsOf(section: string): readonly (readonly string[])[] {
  const lines = section.split('\n').filter((line) => line.startsWith('| '));
  return lines.slice(1).map((line) =>
    line
      .slice(1, -1)
      .split(' | ')
      .map((cell) => cell.trim()),
  );
}

function mergedRows(
  before: readonly (readonly string[])[],
  after: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const fresh = new Map(after.map((row) => [row[0], row]));
  const known = new Set(before.map(([what]) => what));
  return [...before.map((row) => fresh.get(row[0]) ?? row), ...after.filter(([what]) => !known.has(what))];
}
