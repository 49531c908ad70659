import { z } from 'zod';
import type { Kernel } from '../kernel.ts';
import type { HealthCheck, Module } from '../module.ts';

export const readinessSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  checks: z.array(
    z.object({
      name: z.string(),
      isReady: z.boolean(),
      /** False: the bridge gets traffic without it. */
      isRequired: z.boolean(),
    }),
  ),
});
export type Readiness = z.infer<typeof readinessSchema>;

const patienceMs = 2_000;

async function passes(check: HealthCheck): Promise<boolean> {
  const { promise: tooLate, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patienceMs);
  try {
    return await Promise.race([check.isReady(), tooLate]);
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}

/** Whether this bridge should get traffic: the database answers, jobs run, and what every module requires is there. */
export async function readReadiness({ store, jobs }: Kernel, modules: readonly Module[]): Promise<Readiness> {
  const own: readonly HealthCheck[] = [
    { name: 'database', isReady: async () => await store.ping().then(() => true) },
    { name: 'jobs', isReady: async () => jobs.isRunning() },
  ];
  const all = [...own, ...modules.flatMap((module) => module.health ?? [])];
  const checks = await Promise.all(
    all.map(async (check) => ({
      name: check.name,
      isReady: await passes(check),
      isRequired: check.isRequired ?? true,
    })),
  );
  const isReady = checks.every((check) => check.isReady || !check.isRequired);
  return { status: isReady ? 'ready' : 'not-ready', checks };
}
