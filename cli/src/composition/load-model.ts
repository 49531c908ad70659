import path from 'node:path';
import { type Classifier, defaultModelDirectory, loadClassifier } from '@signalbox/triage/model';

/** Loads the model a configuration names: `default` for the shipped one, else a directory. Throws what `loadClassifier` throws. */
export async function loadModel(model: string): Promise<Classifier> {
  return await loadClassifier(model === 'default' ? defaultModelDirectory : path.resolve(model));
}
