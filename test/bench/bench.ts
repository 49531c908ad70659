import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { classify } from './classify.ts';
import { demo } from './demo.ts';
import { documentText, type Measured, withSections } from './document.ts';
import { intake } from './intake.ts';
import { line } from './line.ts';
import { describeMachine } from './machine.ts';
import { masking } from './masking.ts';
import type { Measurement } from './measurement.ts';
import { memory } from './memory.ts';
import { quota } from './quota.ts';
import { startUp } from './start-up.ts';
import { sync } from './sync.ts';

const all: readonly Measurement[] = [intake, line, quota, sync, classify, masking, startUp, memory, demo];
const documentFile = new URL('../../docs/operations/benchmarks.md', import.meta.url);

const help = `Usage: npm run -s bench -- [options]

Measures Signalbox on this machine and prints the figures, with what they were measured on.
Nothing else should be at work on it meanwhile.

Options:
  --only NAME   measure only this (may be repeated): ${all.map(({ name }) => name).join(', ')}
  --json        print one JSON object as the last line
  --write       write the output to docs/operations/benchmarks.md as well; with --only, those sections of it
  --help        show this
`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string', multiple: true, default: [] },
      json: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = values.only.filter((name) => !all.some((measurement) => measurement.name === name));
  if (unknown.length > 0) throw new Error(`There is no measurement "${unknown.join('", "')}".`);
  return values;
}

async function run({ only, json, write }: ReturnType<typeof readOptions>): Promise<void> {
  const stop = new AbortController();
  process.once('SIGINT', () => stop.abort(new Error('interrupted')));
  const chosen = only.length === 0 ? all : all.filter(({ name }) => only.includes(name));
  const machine = await describeMachine();
  const measured: Measured[] = [];
  for (const measurement of chosen) {
    const progress = (text: string) => process.stderr.write(`${text}\n`);
    measured.push({ measurement, finding: await measurement.measure({ progress, signal: stop.signal }) });
  }
  const text = documentText(machine, measured);
  process.stdout.write(`${text}\n`);
  if (write) {
    const isPart = chosen.length < all.length;
    const written = isPart ? withSections(await readFile(documentFile, 'utf8'), machine, measured) : text;
    await writeFile(documentFile, `${written}\n`);
  }
  if (json) {
    const figures = Object.fromEntries(
      measured.map(({ measurement, finding }) => [measurement.name, finding.figures]),
    );
    const aims = measured.flatMap(({ finding }) => finding.aims);
    process.stdout.write(`${JSON.stringify({ machine, ...figures, aims })}\n`);
  }
}

try {
  const options = readOptions();
  if (options.help) process.stdout.write(help);
  else await run(options);
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
