import { type ArtifactDescription, artifactDescriptionSchema, readArtifact } from '../model/index.ts';

/** What a model's directory says of it, and its size. Call it for a model that was loaded: nothing is verified here. */
export async function readDescription(
  directory: string | URL,
): Promise<{ readonly description: ArtifactDescription; readonly bytes: number }> {
  const { json, weights } = await readArtifact(directory);
  const text = typeof json === 'string' ? json : new TextDecoder().decode(json);
  const description = artifactDescriptionSchema.parse(JSON.parse(text));
  return { description, bytes: Buffer.byteLength(text) + weights.byteLength };
}
