import { z } from 'zod';
import type { AtlassianDocument, DocumentNode } from '../state/index.ts';
import { nodeTypes } from './node-types.ts';
import { wikiToDocument } from './plain-to-document.ts';

const markSchema: z.ZodType<DocumentNode> = z.looseObject({
  type: z.string().min(1),
  attrs: z.record(z.string(), z.unknown()).optional(),
});

const nodeSchema: z.ZodType<DocumentNode> = z.lazy(() =>
  z
    .object({
      type: z.string().refine((type) => nodeTypes.has(type)),
      text: z.string().min(1).optional(),
      attrs: z.record(z.string(), z.unknown()).optional(),
      marks: z.array(markSchema).optional(),
      content: z.array(nodeSchema).optional(),
    })
    .loose()
    .refine((node) => node.type !== 'text' || node.text !== undefined),
);

const documentSchema = z.object({
  type: z.literal('doc'),
  version: z.literal(1),
  content: z.array(nodeSchema),
});

/** The document, or null for what Jira would call invalid (a string, an empty text node, a node of no known type). */
export function readDocument(input: unknown): AtlassianDocument | null {
  const result = documentSchema.safeParse(input);
  return result.success ? result.data : null;
}

/** Text as a version of the API takes it: wiki markup in version 2, a document in version 3. Null for what is neither. */
export function readRichText(input: unknown, version: 2 | 3): AtlassianDocument | null {
  if (version === 3) return readDocument(input);
  return typeof input === 'string' ? wikiToDocument(input) : null;
}
