import type { ReadComplaint } from '@signalbox/sdk';
import { z } from 'zod';

/** The platform's `{ errorMessages, errors }` and the service desk's `{ errorMessage }`. */
const errorBodySchema = z.looseObject({
  errorMessages: z.array(z.string()).optional(),
  errorMessage: z.string().optional(),
  errors: z.record(z.string(), z.string()).optional(),
});

/** Reads Jira's error body: sentences, and reasons by field id. */
export const readErrorBody: ReadComplaint = (body) => {
  const parsed = errorBodySchema.safeParse(body);
  if (!parsed.success) return null;
  const { errorMessages = [], errorMessage, errors = {} } = parsed.data;
  const message = [...errorMessages, ...(errorMessage ? [errorMessage] : [])].join(' ');
  return { message: message === '' ? null : message, fields: errors };
};
