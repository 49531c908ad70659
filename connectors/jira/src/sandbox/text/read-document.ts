import { z } from 'zod';
import type { AtlassianDocument, DocumentNode } from '../state/index.ts';

const nodeSchema: z.ZodType<DocumentNode> = z.lazy(() =>
  z
    .object({
      type: z.string().min(1),
      text: z.string().min(1).optional(),
      attrs: z.record(z.string(), z.unknown()).optional(),
      marks: z.array(nodeSchema).optional(),
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

/** The document, or null for what Jira would call invalid (a string, an empty text node, a node without a type). */
export function readDocument(input: unknown): AtlassianDocument | null {
  const result = documentSchema.safeParse(input);
  return result.success ? result.data : null;
}
