import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ArtifactDescription, artifactDescriptionSchema, artifactFiles } from '../model/index.ts';

/** What a model's directory says of it, and its size. Call it for a model that was loaded: nothing is verified here. */
export async function readDescription(directory: string | URL): Promise<{
  readonly description: ArtifactDescription;
  readonly bytes: number;
  readonly directory: string;
}> {
  const path = typeof directory === 'string' ? directory : fileURLToPath(directory);
  const [json, { size }] = await Promise.all([
    readFile(join(path, artifactFiles.description)),
    stat(join(path, artifactFiles.weights)),
  ]);
  const description = artifactDescriptionSchema.parse(JSON.parse(json.toString('utf8')));
  return { description, bytes: json.byteLength + size, directory: path };
}
