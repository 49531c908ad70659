import type { Kernel } from '../kernel.ts';
import type { Module } from '../module.ts';
import { createKillSwitch, type KillSwitch } from './kill-switch.ts';
import { accessMigrations } from './migrations.ts';
import { switchRoutes, tokenRoutes } from './routes.ts';
import { type ConfiguredToken, createTokens, type Tokens } from './tokens.ts';

/** Who may do what, and whether anything may be written at all. */
export interface Access {
  readonly module: Module;
  readonly tokens: Tokens;
  readonly killSwitch: KillSwitch;
}

export function createAccess(kernel: Kernel, configured: readonly ConfiguredToken[]): Access {
  const tokens = createTokens(kernel.store, kernel.clock);
  const killSwitch = createKillSwitch(kernel);
  return {
    tokens,
    killSwitch,
    module: {
      name: 'access',
      migrations: accessMigrations,
      routes: [...switchRoutes(killSwitch), ...tokenRoutes(kernel, tokens)],
      async start() {
        await tokens.configure(configured);
        await killSwitch.start();
      },
      async stop() {
        killSwitch.stop();
      },
    },
  };
}
