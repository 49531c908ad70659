import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SignalboxError } from '@signalbox/sdk/errors';
import { type CardMeasurement, modelCard, modelCardFile } from './model-card.ts';
import { readDescription } from './read-description.ts';

/**
 * Writes the card of the model in `modelDirectory` beside it, and returns its path.
 * @throws SignalboxError `configuration` when nothing can be written there.
 */
export async function saveModelCard(
  modelDirectory: string | URL,
  measurement: CardMeasurement | null,
): Promise<string> {
  const directory = typeof modelDirectory === 'string' ? modelDirectory : fileURLToPath(modelDirectory);
  const path = join(directory, modelCardFile);
  const card = modelCard({ ...(await readDescription(directory)), measurement });
  try {
    await writeFile(`${path}.tmp`, card);
    await rename(`${path}.tmp`, path);
  } catch (cause) {
    throw new SignalboxError('configuration', `The model's card cannot be written to "${path}".`, { cause });
  }
  return path;
}
