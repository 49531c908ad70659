import { z } from 'zod';
import { invalidPayload } from '../http/index.ts';

const propertySchema = z.object({ key: z.string().min(1).max(255), value: z.unknown() }).loose();

const changeRequestSchema = z
  .object({
    fields: z.record(z.string(), z.unknown()).nullish(),
    update: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))).nullish(),
    properties: z.array(propertySchema).nullish(),
    transition: z
      .object({ id: z.union([z.string(), z.number()]).optional() })
      .loose()
      .nullish(),
    historyMetadata: z.unknown().optional(),
  })
  .strict();

/** The body that creating, editing and transitioning share. */
export interface ChangeRequest {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly update: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  readonly properties: readonly { readonly key: string; readonly value: unknown }[];
  readonly transitionId: string | null;
}

/** Throws a refusal for what is not such a body at all. */
export function readChangeRequest(body: unknown): ChangeRequest {
  const result = changeRequestSchema.safeParse(body);
  if (!result.success) throw invalidPayload();
  const { fields, update, properties, transition } = result.data;
  return {
    fields: fields ?? {},
    update: update ?? {},
    properties: (properties ?? []).map(({ key, value }) => ({ key, value })),
    transitionId: transition?.id === undefined ? null : String(transition.id),
  };
}
