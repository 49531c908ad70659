import { readFile } from 'node:fs/promises';
import { SignalboxError } from '@signalbox/sdk';
import { type ModelAbout, modelAboutSchema } from '@signalbox/triage/train';
import { z } from 'zod';

const example =
  '{ "title": "…", "intendedUse": "…", "data": { "name": "…", "licence": "…", "dates": "…" }, "limits": ["…"], "licence": "…" }';

/**
 * What people say of a model, for its card.
 * @throws SignalboxError `configuration` that says what the file must hold.
 */
export async function readAbout(file: string): Promise<ModelAbout> {
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new SignalboxError('configuration', `"${file}" cannot be read as JSON. Write: ${example}`, {
      cause,
    });
  }
  const parsed = modelAboutSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new SignalboxError('configuration', `"${file}": ${z.prettifyError(parsed.error)}\nWrite: ${example}`);
}
