import { z } from 'zod';

/** Where a kill switch stands, and its last turn; who, when and why are null when it was never turned. */
export const switchStateSchema = z.object({
  /** null: the switch for all sites. */
  site: z.string().nullable(),
  isPaused: z.boolean(),
  by: z.string().nullable(),
  at: z.string().nullable(),
  reason: z.string().nullable(),
});
export type SwitchState = z.infer<typeof switchStateSchema>;

/** `GET /api/v1/switch` */
export const switchesSchema = z.object({ global: switchStateSchema, sites: z.array(switchStateSchema) });
export type Switches = z.infer<typeof switchesSchema>;

/** `POST /api/v1/switch`. `site` null: everything. */
export const switchTurnSchema = z.object({
  site: z.string().nullable(),
  isPaused: z.boolean(),
  reason: z.string().min(1),
});
export type SwitchTurn = z.infer<typeof switchTurnSchema>;

export const deadLetterSchema = z.object({
  id: z.string(),
  site: z.string(),
  receivedAt: z.string(),
  reason: z.string(),
  bytes: z.number(),
});
export type DeadLetter = z.infer<typeof deadLetterSchema>;

/** `GET /api/v1/dead-letters` */
export const deadLettersSchema = z.object({ items: z.array(deadLetterSchema) });
export type DeadLetters = z.infer<typeof deadLettersSchema>;

/** A problem; the same one within an hour is counted. */
export const errorEntrySchema = z.object({
  id: z.string(),
  site: z.string().nullable(),
  code: z.string(),
  message: z.string(),
  lastAt: z.string(),
  count: z.number(),
});
export type ErrorEntry = z.infer<typeof errorEntrySchema>;

/** `GET /api/v1/errors` */
export const errorsSchema = z.object({ items: z.array(errorEntrySchema) });
export type Errors = z.infer<typeof errorsSchema>;

export const checkSchema = z.object({
  name: z.string(),
  isReady: z.boolean(),
  /** False: the bridge works without it, worse. */
  isRequired: z.boolean(),
});
export type Check = z.infer<typeof checkSchema>;

/** `GET /readyz`, with status 200 or 503. */
export const readinessSchema = z.object({ status: z.string(), checks: z.array(checkSchema) });
export type Readiness = z.infer<typeof readinessSchema>;

/** `GET /api/v1/me` */
export const callerSchema = z.object({ name: z.string(), roles: z.array(z.string()) });
export type Caller = z.infer<typeof callerSchema>;
