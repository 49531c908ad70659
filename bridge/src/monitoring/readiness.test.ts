import { expect, test } from 'vitest';
import type { Kernel } from '../kernel.ts';
import type { HealthCheck } from '../module.ts';
import { readReadiness } from './readiness.ts';

const kernel = {
  store: { ping: async () => undefined },
  jobs: { isRunning: () => true },
} as unknown as Kernel;
const statusWith = async (...health: HealthCheck[]) =>
  await readReadiness(kernel, [{ name: 'anything', health }]);

test('a failing or throwing check that is required turns traffic away', async () => {
  expect(await statusWith({ name: 'x', isReady: async () => true })).toMatchObject({ status: 'ready' });
  expect(await statusWith({ name: 'x', isReady: async () => false })).toMatchObject({ status: 'not-ready' });
  const thrown = async (): Promise<boolean> => Promise.reject(new Error('away'));
  expect(await statusWith({ name: 'x', isReady: thrown })).toMatchObject({ status: 'not-ready' });
});

test('what the bridge can do without is told, and turns no traffic away', async () => {
  const readiness = await statusWith({ name: 'model', isReady: async () => false, isRequired: false });
  expect(readiness.status).toBe('ready');
  expect(readiness.checks).toContainEqual({ name: 'model', isReady: false, isRequired: false });
});
