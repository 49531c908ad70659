import { z } from 'zod';
import type { Kernel } from '../kernel.ts';
import type { HealthCheck, Module } from '../module.ts';

export const readinessSchema = z.object({
  status: z.enum(['ready', 'not-ready']),
  checks: z.array(z.object({ name: z.string(), isReady: z.boolean() })),
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

/** Whether this bridge should get traffic: the database answers, jobs run, and every module is ready. */
export async function readReadiness({ store, jobs }: Kernel, modules: readonly Module[]): Promise<Readiness> {
  const own: readonly HealthCheck[] = [
    { name: 'database', isReady: async () => await store.ping().then(() => true) },
    { name: 'jobs', isReady: async () => jobs.isRunning() },
  ];
  const all = [...own, ...modules.flatMap((module) => module.health ?? [])];
  const checks = await Promise.all(
    all.map(async (check) => ({ name: check.name, isReady: await passes(check) })),
  );
  return { status: checks.every((check) => check.isReady) ? 'ready' : 'not-ready', checks };
}
