import { appendFile, readFile } from 'node:fs/promises';
import { SignalboxError } from '@signalbox/sdk';
import {
  type Certificate,
  type CertificationChoice,
  certificateSchema,
  certificationChoiceSchema,
} from '@signalbox/triage/schema';

async function readOrNone(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new SignalboxError('configuration', `${file} cannot be read.`, { cause });
  }
}

function parse(file: string, line: number, written: string): unknown {
  try {
    return JSON.parse(written);
  } catch (cause) {
    throw new SignalboxError(
      'configuration',
      `${file}, line ${line} is no JSON. A ledger is only ever appended to: bring back the line, or certify on rows that were not used yet and name another --ledger.`,
      { cause },
    );
  }
}

/** The choices a ledger holds, one JSON object a line; none when there is no file yet. */
export async function readLedger(file: string): Promise<readonly CertificationChoice[]> {
  const lines = ((await readOrNone(file)) ?? '').split('\n');
  return lines.flatMap((written, index) => {
    if (written.trim() === '') return [];
    const choice = certificationChoiceSchema.safeParse(parse(file, index + 1, written));
    if (choice.success) return [choice.data];
    throw new SignalboxError('configuration', `${file}, line ${index + 1} is no certification choice.`);
  });
}

/** Adds a choice, unless the ledger has it. */
export async function appendToLedger(
  file: string,
  known: readonly CertificationChoice[],
  choice: CertificationChoice,
): Promise<void> {
  if (known.some((made) => made.choice === choice.choice)) return;
  await appendFile(file, `${JSON.stringify(choice)}\n`).catch((cause: unknown) => {
    throw new SignalboxError(
      'configuration',
      `${file} cannot be written, and a choice that is not logged is not made. Name another file with --ledger.`,
      { cause },
    );
  });
}

/**
 * Reads a certificate. @throws SignalboxError `configuration` when the file is none.
 */
export async function readCertificate(file: string): Promise<Certificate | null> {
  const written = await readOrNone(file);
  if (written === null) return null;
  const certificate = certificateSchema.safeParse(parse(file, 1, written));
  if (certificate.success) return certificate.data;
  throw new SignalboxError('configuration', `${file} is no certificate: write another name.`);
}
