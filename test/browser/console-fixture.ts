import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { DecisionDetail, DecisionItem, Figures, Flows, Sync } from '@signalbox/console';
import type { Route } from '@signalbox/triage/schema';
import type { FakeState } from './fake-bridge.ts';

const tickets = gunzipSync(
  readFileSync(new URL('../../examples/data/it-tickets-topics-small.jsonl.gz', import.meta.url)),
)
  .toString()
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as { id: string; text: string; label: string });
const labels = [...new Set(tickets.map((ticket) => ticket.label))];

const noFlows: Flows = {
  received: 0,
  duplicates: 0,
  rejectedSignatures: 0,
  deadLetters: 0,
  decided: 0,
  applied: 0,
  suggested: 0,
  escalated: 0,
  none: 0,
  failedWrites: 0,
};
const noFigures: Figures = { lastDay: noFlows, openDeadLetters: 0, pendingActions: 0 };

const routes: readonly Route[] = [
  'apply',
  'suggest',
  'apply',
  'escalate',
  'suggest',
  'apply',
  'none',
  'apply',
];
const probabilities: Readonly<Record<Route, number>> = {
  apply: 0.95,
  suggest: 0.78,
  escalate: 0.38,
  none: 0.88,
};
const reasons = {
  apply: 'confident',
  suggest: 'below-apply-threshold',
  escalate: 'below-suggest-threshold',
  none: 'already-set',
} as const;
const statuses: Readonly<Record<Route, readonly string[]>> = {
  apply: ['applied', 'applied', 'pending', 'conflict'],
  suggest: [],
  escalate: ['applied'],
  none: [],
};

/** The decision on the nth ticket of the shipped data; the moment is fixed so that nothing depends on the clock. */
export function decisionOf(number: number, endMs: number): DecisionItem {
  const route = routes[number % routes.length] ?? 'none';
  const ticket = tickets[(number * 131) % tickets.length];
  const site = number % 3 === 0 ? 'it-operations' : 'support';
  const spread = (((number * 37) % 23) - 11) / 23;
  const probability = Math.min(0.996, Math.max(0.08, probabilities[route] + spread * 0.09));
  const status = statuses[route][number % Math.max(1, statuses[route].length)];
  const ticketKey = site === 'support' ? `IT-${1000 + number}` : `INC00${10_000 + number}`;
  return {
    receiptId: `receipt-${number}`,
    site,
    ticketId: `${number}`,
    ticketKey,
    url: `https://${site}.example.com/browse/${ticketKey}`,
    route,
    reason: reasons[route],
    fields: [{ field: 'category', label: ticket?.label ?? null, probability, route, reason: reasons[route] }],
    modelId: 'it-topics-2026-02',
    decidedAt: new Date(endMs - (2000 - number) * 7_000).toISOString(),
    latencyMs: 140,
    actions: status === undefined ? [] : [{ id: `action-${number}`, kind: 'apply', status, reason: null }],
  };
}

export function detailOf(number: number, item: DecisionItem): DecisionDetail {
  const text = tickets[(number * 131) % tickets.length]?.text ?? '';
  const [field] = item.fields;
  const words = [...text.matchAll(/\p{L}{5,}/gu)].slice(0, 7);
  const weights = [1.9, -0.7, 1.2, 0.8, -0.3, 0.5, 0.2];
  const evidence = words.map((match, index) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
    contribution: weights[index] ?? 0.1,
  }));
  const label = field?.label ?? 'Access';
  const others = labels.filter((other) => other !== label);
  const value = { value: label.toLowerCase(), label };
  const probability = field?.probability ?? 0.5;
  const shared = { path: 'category' as const, operation: 'set' as const, current: null };
  return {
    suggestion: {
      id: item.receiptId,
      site: item.site,
      ticketId: item.ticketId,
      ticketKey: item.ticketKey,
      route: item.route,
      reason: reasons[item.route],
      fields: [
        {
          ...shared,
          field: 'category',
          route: item.route,
          reason: reasons[item.route],
          label,
          value,
          probability,
          applyAt: 0.9,
          suggestAt: 0.6,
          alternatives: others.slice(0, 3).map((other, index) => ({
            label: other,
            probability: (1 - probability) / 2 ** (index + 1),
          })),
          rule: null,
          withheld: null,
          notLearnt: ['Payroll', 'Facilities', 'Travel', 'Printing', 'Telephony', 'Badges'],
          withheldLabels: ['Internal Project'],
          evidence,
        },
        {
          ...shared,
          field: 'assignmentGroup',
          path: 'assignmentGroup',
          route: 'suggest',
          reason: 'suggest-only',
          label: 'Workplace',
          value: { value: 'g1', label: 'Workplace services' },
          current: { value: 'g0', label: 'Service desk' },
          probability: 0.71,
          applyAt: 0.95,
          suggestAt: 0.5,
          alternatives: [{ label: 'Network', probability: 0.19 }],
          rule: null,
          withheld: null,
          notLearnt: [],
          withheldLabels: [],
          evidence: evidence.slice(2, 5),
        },
      ],
      configurationItems: [{ id: 'ci1', name: 'mail-gateway-02', class: 'cmdb_ci_email_server' }],
      modelId: item.modelId,
      createdAt: item.decidedAt,
    },
    receipt: {
      id: item.receiptId,
      triageVersion: '8c1f6a0e5a3d',
      policyVersion: '3',
      catalogVersion: 'c-77',
      modelId: item.modelId,
      maskingVersion: '1',
      decidedAt: item.decidedAt,
    },
    maskedText: text,
    actions: item.actions.map((action) => ({
      ...action,
      attempts: 1,
      createdAt: item.decidedAt,
      change: { fields: [{ path: 'category', from: null, to: value }] },
    })),
    ticketUrl: item.url,
  };
}

function figuresOf(items: readonly DecisionItem[]): Figures {
  const going = (route: Route) => items.filter((item) => item.route === route).length;
  const ending = (...ends: string[]) =>
    items.filter((item) => item.actions.some((action) => ends.includes(action.status))).length;
  const lastDay = {
    ...noFlows,
    received: items.length + 2,
    decided: items.length,
    applied: going('apply'),
    suggested: going('suggest'),
    escalated: going('escalate'),
    none: going('none'),
    failedWrites: ending('conflict', 'rejected', 'unknown'),
  };
  return { lastDay, openDeadLetters: 0, pendingActions: ending('pending') };
}

const siteOf = (site: string, connector: string, items: readonly DecisionItem[]) => ({
  ...figuresOf(items.filter((item) => item.site === site)),
  site,
  connector,
  baseUrl: `https://${site}.example.com`,
  isPaused: false,
});
const neverTurned = { isPaused: false, by: null, at: null, reason: null };

/** A reading that ended short of what the vendor counted. */
function syncOf(endMs: number): Sync {
  const at = (agoMs: number) => new Date(endMs - agoMs).toISOString();
  const counts = { countedByVendor: 412, received: 409 };
  return {
    id: '1',
    origin: 'poll',
    requestedBy: 'schedule',
    requestedAt: at(61_000),
    state: 'failed',
    from: at(3_600_000),
    startedAt: at(60_000),
    finishedAt: at(52_000),
    ...counts,
    marked: 2,
    certificate: {
      complete: false,
      ...counts,
      blankByAccessRules: 2,
      skipped: [],
      unaccounted: 1,
      failure: null,
    },
  };
}

/** A bridge that has decided so many tickets by `endMs`. */
export function busyState(count: number, endMs: number): FakeState {
  const numbers = Array.from({ length: count }, (_, index) => 2000 - index);
  const items = numbers.map((number) => decisionOf(number, endMs));
  return {
    overview: {
      at: new Date(endMs).toISOString(),
      isPaused: false,
      sites: [siteOf('support', 'jira', items), siteOf('it-operations', 'servicenow', items)],
      total: {
        ...figuresOf(items),
        lastDay: { ...figuresOf(items).lastDay, duplicates: 12, rejectedSignatures: 3 },
        openDeadLetters: 1,
      },
      latencyMs: { p50: 142, p95: 488, p99: 1230 },
      throughput: Array.from({ length: 28 }, (_, index) => {
        const received = 4 + ((index * 7) % 9);
        const at = new Date(Math.floor(endMs / 60_000 - index) * 60_000).toISOString();
        return { at, received, decided: index === 0 ? received - 2 : received };
      }),
    },
    decisions: items,
    details: new Map(items.slice(0, 60).map((item, index) => [item.receiptId, detailOf(2000 - index, item)])),
    switches: {
      global: { site: null, ...neverTurned },
      sites: ['support', 'it-operations'].map((site) => ({ site, ...neverTurned })),
    },
    deadLetters: [
      {
        id: 'dl-1',
        site: 'support',
        receivedAt: new Date(endMs - 400_000).toISOString(),
        reason: 'The body is JSON but not a known event.',
        bytes: 2_431,
      },
    ],
    errors: [
      {
        id: '1',
        site: 'it-operations',
        code: 'rate-limited',
        message: 'The vendor answered 429; requests wait for 12 s.',
        lastAt: new Date(endMs - 90_000).toISOString(),
        count: 3,
      },
    ],
    governor: {
      waiting: { interactive: 0, webhook: 3, backfill: 1_204 },
      running: 2,
      requestsPerSecond: 4.357_142,
      throttle: 0.5,
      pausedUntil: null,
      pauseReason: null,
      heldTickets: 0,
      quota: {
        limit: 65_000,
        remaining: 48_210,
        resetsAt: new Date(endMs + 1_800_000).toISOString(),
        granted: 16_250,
        used: 2_048,
        isNearLimit: false,
      },
      learned: [],
      shared: null,
      circuits: { connection: 'closed', read: 'closed', search: 'half-open', write: 'open' },
      totals: { requests: 5_120, repeats: 14, rateLimited: 3, failures: 2 },
    },
    syncs: [syncOf(endMs)],
    roles: ['admin'],
    readiness: {
      status: 'ready',
      checks: ['database', 'model', 'jobs'].map((name) => ({
        name,
        isReady: true,
        isRequired: name !== 'model',
      })),
    },
    problem: null,
    delay: null,
  };
}

/** A bridge that has just started. */
export function emptyState(endMs: number): FakeState {
  const state = busyState(0, endMs);
  const sites = state.overview.sites.map((site) => ({ ...site, ...noFigures }));
  return {
    ...state,
    overview: { ...state.overview, sites, total: noFigures, latencyMs: null, throughput: [] },
    deadLetters: [],
    errors: [],
  };
}
