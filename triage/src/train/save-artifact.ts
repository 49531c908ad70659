import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeDirectory } from '@signalbox/sdk/files';
import { type ArtifactSource, artifactFiles } from '../model/index.ts';

/** Writes an artifact's two files into `directory`; a reader never sees half a file. */
export async function saveArtifact(artifact: ArtifactSource, directory: string): Promise<void> {
  await makeDirectory(directory);
  const files = [
    { name: artifactFiles.weights, content: artifact.weights },
    { name: artifactFiles.description, content: artifact.json },
  ];
  for (const { name, content } of files) await writeFile(join(directory, `${name}.tmp`), content);
  for (const { name } of files) await rename(join(directory, `${name}.tmp`), join(directory, name));
}
