import type { CommandUnknownOpts } from '@commander-js/extra-typings';

/** Each command is loaded when it is asked for: `start` has no use for sandboxes and training, and should not wait for them. */
const commands: Readonly<Record<string, () => Promise<CommandUnknownOpts>>> = {
  demo: async () => (await import('./demo.ts')).demoCommand,
  start: async () => (await import('./start.ts')).startCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  pause: async () => (await import('./switch.ts')).pauseCommand,
  resume: async () => (await import('./switch.ts')).resumeCommand,
  train: async () => (await import('./train.ts')).trainCommand,
  evaluate: async () => (await import('./evaluate.ts')).evaluateCommand,
  report: async () => (await import('./report.ts')).reportCommand,
  split: async () => (await import('./split.ts')).splitCommand,
  policy: async () => (await import('./policy.ts')).policyCommand,
  classify: async () => (await import('./classify.ts')).classifyCommand,
  sync: async () => (await import('./sync.ts')).syncCommand,
  backfill: async () => (await import('./sync.ts')).backfillCommand,
  reconcile: async () => (await import('./reconcile.ts')).reconcileCommand,
  webhooks: async () => (await import('./webhooks.ts')).webhooksCommand,
  connector: async () => (await import('./connector.ts')).connectorCommand,
  sandbox: async () => (await import('./sandbox.ts')).sandboxCommand,
};

/** The command of that name alone; all of them, in the order of the help, for any other word. */
export async function loadCommands(name: string | undefined): Promise<readonly CommandUnknownOpts[]> {
  const load = name === undefined || !Object.hasOwn(commands, name) ? undefined : commands[name];
  if (load) return [await load()];
  return await Promise.all(Object.values(commands).map((loadAny) => loadAny()));
}
