import { secretSchema } from '@signalbox/sdk';
import { z } from 'zod';

/** What an admin writes for a site. */
export const acmeConfigurationSchema = z.strictObject({
  baseUrl: z.url({ error: "write the address of your Acme, as in 'https://desk.example.com'" }),
  user: z.string({ error: "write the integration account's user name, as in 'signalbox'" }).min(1),
  password: secretSchema,
  webhookSecret: secretSchema.optional(),
  /** Share of Acme's quota for Signalbox, 0 to 1. */
  share: z.number().positive().max(1).default(0.25),
});
export type AcmeConfiguration = z.infer<typeof acmeConfigurationSchema>;
