import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Every request of the Jira connector is held to the published description, in every test.
    env: { SIGNALBOX_SANDBOX_CHECK: '1' },
    include: [
      '**/src/**/*.test.ts',
      'forge-app/**/*.test.ts',
      'test/**/*.test.ts',
      'examples/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    exclude: ['**/node_modules/**', '**/dist/**'],
    globalSetup: ['bridge/src/testing/global-setup.ts'],
    // Most files wait, for processes and for vendors' clocks, more than they compute.
    maxWorkers: 3,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
