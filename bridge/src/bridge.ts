import { type Clock, SignalboxError, type Site, systemClock } from '@signalbox/sdk';
import type { Classifier, Masker } from '@signalbox/triage/model';
import type { Policy } from '@signalbox/triage/schema';
import { Registry } from 'prom-client';
import packageManifest from '../package.json' with { type: 'json' };
import { type ConfiguredToken, createAccess, type KillSwitch, type Tokens } from './access/index.ts';
import { createDecisions } from './decisions/index.ts';
import { createEventBus } from './events/index.ts';
import { createApp, type HttpServer, serve } from './http/index.ts';
import { createIntake, type Discover } from './intake/index.ts';
import { createJobQueue } from './jobs/index.ts';
import type { Kernel } from './kernel.ts';
import { createLimits } from './limits/index.ts';
import { createLogger, type Logger } from './logging/index.ts';
import type { Module } from './module.ts';
import { createMonitoring } from './monitoring/index.ts';
import { createReading } from './reading/index.ts';
import { openStore } from './store/index.ts';
import { createWriteback } from './writeback/index.ts';

export interface BridgeOptions {
  /** `embedded:DIRECTORY` or `postgres://…`. */
  readonly database: string;
  readonly sites: readonly Site[];
  /** By the site's name. The configuration file's version; a later one from the console or an admin page wins. */
  readonly policies: Readonly<Record<string, Policy>>;
  /** null: no model could be loaded, and tickets go to humans with that reason. */
  readonly classifier: Classifier | null | Promise<Classifier | null>;
  readonly masker: Masker;
  /** The most writes per site and hour. Default 500. */
  readonly writesPerHour?: number;
  /** How often every site is read by search, so that a lost webhook is found; 0: never. Default 5. */
  readonly pollEveryMinutes?: number;
  /** Default 8080; 0: any free port. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  readonly tokens?: readonly ConfiguredToken[];
  /** The built console; null: none. */
  readonly consoleDirectory?: string | null | Promise<string | null>;
  /** `open`: Prometheus needs no token. Default: open on loopback only. */
  readonly metrics?: 'open' | 'token';
  /** Default 1 MiB. */
  readonly webhookLimitBytes?: number;
  readonly version?: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
}

/** The service: opened by {@link createBridge}, at work between `start` and `stop`. */
export interface Bridge {
  /** Listens and works. Resolves when `/readyz` would say so. */
  start(): Promise<void>;
  /** Ends requests and jobs in order, then closes the database. Safe to call at any time. */
  stop(): Promise<void>;
  /** `http://HOST:PORT`, after `start`. */
  readonly address: string;
  /** The administrator's token of a database that had none; shown this once, else null. */
  readonly firstToken: string | null;
  readonly tokens: Tokens;
  readonly killSwitch: KillSwitch;
  /** For sync and polling: marks tickets that were found by reading. */
  readonly discover: Discover;
}

const defaultWritesPerHour = 500;
const defaultPollEveryMinutes = 5;
const loopback = ['127.0.0.1', '::1', 'localhost'];

function policyOf(policies: BridgeOptions['policies'], site: string): Policy {
  const policy = policies[site];
  if (policy) return policy;
  throw new SignalboxError('configuration', `The site ${site} has no policy.`, { site });
}

/**
 * Opens the database and puts the modules together.
 * @throws `SignalboxError` with what to do: database in use, unreachable, made by a newer version, port taken.
 */
export async function createBridge(options: BridgeOptions): Promise<Bridge> {
  const { clock = systemClock, logger = createLogger(), host = '127.0.0.1', port = 8080 } = options;
  // The model is read, and the console built, while the database starts.
  const [store, classifier, consoleDirectory] = await Promise.all([
    openStore({ url: options.database, clock, logger }),
    options.classifier,
    options.consoleDirectory ?? null,
  ]);
  const jobs = createJobQueue(store, logger);
  const events = createEventBus(logger);
  const kernel: Kernel = {
    store,
    jobs,
    events,
    clock,
    logger,
    sites: new Map(options.sites.map((site) => [site.name, site])),
    metrics: new Registry(),
    startedAt: new Date(clock.now()).toISOString(),
  };
  const access = createAccess(kernel, options.tokens ?? []);
  const intake = createIntake(kernel, { bodyLimitBytes: options.webhookLimitBytes });
  const { killSwitch } = access;
  const writeback = createWriteback(kernel, {
    writesPerHour: options.writesPerHour ?? defaultWritesPerHour,
    isPaused: async (site) => killSwitch.isPaused(site) || (await killSwitch.isPausedNow(site)),
  });
  const decisions = createDecisions(kernel, {
    dirtyTickets: intake.dirtyTickets,
    outbox: writeback.outbox,
    policyOf: (site) => policyOf(options.policies, site),
    masker: options.masker,
    classifier,
  });
  const reading = createReading(kernel, {
    discoverer: intake.discoverer,
    mappedPaths: (site) => Object.values(policyOf(options.policies, site).fields).map(({ path }) => path),
    writtenValues: writeback.writtenValues,
    pollEveryMinutes: options.pollEveryMinutes ?? defaultPollEveryMinutes,
  });
  const limits = createLimits(kernel);
  const line: readonly Module[] = [
    access.module,
    limits,
    intake.module,
    reading,
    decisions.module,
    writeback.module,
  ];
  const isMetricsOpen =
    options.metrics === 'open' || (options.metrics === undefined && loopback.includes(host));
  const monitoring = createMonitoring(kernel, {
    modules: line,
    killSwitch,
    metricsAccess: isMetricsOpen ? 'public' : ['viewer'],
  });
  const modules = [...line, monitoring];
  const started: Module[] = [];
  let server: HttpServer | undefined;
  let firstToken: string | null = null;
  let stopped: Promise<void> | undefined;

  async function start(): Promise<void> {
    await store.migrate(modules.flatMap((module) => module.migrations ?? []));
    await jobs.start(modules.flatMap((module) => module.jobs ?? []));
    for (const module of modules)
      for (const subscription of module.events ?? []) events.subscribe(subscription);
    for (const module of modules) {
      await module.start?.();
      started.push(module);
    }
    firstToken = await access.tokens.createFirst();
    await jobs.work();
    const app = createApp({
      routes: modules.flatMap((module) => module.routes ?? []),
      authenticate: access.tokens.authenticate,
      logger,
      version: options.version ?? packageManifest.version,
      consoleDirectory,
    });
    server = await serve({ app, host, port });
    logger.info({ address: server.address, database: store.kind }, 'the bridge is at work');
  }

  async function stop(): Promise<void> {
    // The feed's streams end first: an open stream would hold the server.
    const feedless = started.reverse();
    for (const module of feedless) await module.stop?.();
    await server?.close();
    await jobs.stop();
    kernel.metrics.clear();
    await store.close();
  }

  return {
    async start() {
      try {
        await start();
      } catch (error) {
        stopped ??= stop();
        await stopped;
        throw error;
      }
    },
    async stop() {
      stopped ??= stop();
      await stopped;
    },
    get address() {
      return server?.address ?? '';
    },
    get firstToken() {
      return firstToken;
    },
    tokens: access.tokens,
    killSwitch,
    discover: intake.discoverer.discover,
  };
}
