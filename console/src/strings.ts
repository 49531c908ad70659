/** Every word the console shows, in one place. Words of a suggestion are the panel's, sentences for reasons are triage's. */
export const strings = {
  product: 'Signalbox',
  skip: 'Skip to the content',
  navigation: 'Views',
  pages: { line: 'Line', sites: 'Sites', trouble: 'Trouble' },
  tryAgain: 'Try again',
  close: 'Close',
  cancel: 'Cancel',
  opensElsewhere: 'opens in a new tab',

  theme: { label: 'Appearance', system: 'As the system', light: 'Light', dark: 'Dark' },

  connection: {
    connecting: 'Connecting',
    live: 'Live',
    refused: 'Not live',
    waiting: (seconds: string) => `Disconnected, next try in ${seconds} s`,
    offline: (seconds: string) => `This device is offline, next try in ${seconds} s`,
    lost: 'Disconnected. What you see is as it was.',
    asOf: (time: string) => `as of ${time}`,
  },

  token: {
    title: 'This bridge asks for a token',
    hint: 'The command that started the bridge printed an address that carries one. An admin can also issue you a token of your own.',
    label: 'Token',
    submit: 'Use this token',
    rejected: 'The bridge did not accept that token.',
    kept: 'It stays in this tab and is forgotten when you close it.',
    forget: 'Forget token',
    forbidden: 'This token may not see this.',
    other: 'Use another token',
  },

  failure: {
    network: 'The bridge does not answer.',
    networkHint: 'It may be restarting. This page tries again by itself.',
    unreadable: 'The bridge answered in a form that this console does not know.',
    unreadableHint: 'The two may be of different versions: reload the page.',
    missing: 'That is not there.',
    problem: 'The bridge could not answer.',
    unauthorized: 'Not signed in.',
    stale: (time: string) => `Shown as of ${time}.`,
  },

  switch: {
    writing: 'Writing allowed',
    unknown: 'Kill switch',
    paused: 'Paused: nothing is written',
    somePaused: (count: string) => `Writing paused at ${count}`,
    sites: (count: number, formatted: string) => (count === 1 ? '1 site' : `${formatted} sites`),
    title: 'Kill switch',
    explanation:
      'Pausing stops every write within seconds, those already waiting included. Tickets are still read and decided; nothing is lost.',
    everything: 'All sites',
    allowed: 'Writing is allowed.',
    isPaused: 'Paused: nothing is written.',
    byAll: 'Paused by the switch for all sites.',
    pause: 'Pause',
    resume: 'Resume',
    pauseNow: 'Pause now',
    resumeNow: 'Resume now',
    pauseOf: (name: string) => `Pause writing: ${name}`,
    resumeOf: (name: string) => `Resume writing: ${name}`,
    reason: 'Reason',
    pauseReason: 'Paused from the console',
    resumeReason: 'Resumed from the console',
    lastTurn: (by: string, at: string) => `${by}, ${at}`,
    unknownPerson: 'unknown',
    change: 'Change',
  },

  board: {
    title: 'Through the line',
    since: 'in the last 24 hours',
    all: 'All sites',
    received: 'Webhooks',
    decided: 'Decided',
    pending: 'Writes waiting',
    failed: 'Writes failed',
    duplicates: (count: number, formatted: string) =>
      count === 1 ? '1 duplicate' : `${formatted} duplicates`,
    rejected: (count: number, formatted: string) =>
      count === 1 ? '1 wrong signature' : `${formatted} wrong signatures`,
    deadLetters: (count: number, formatted: string) =>
      count === 1 ? '1 dead letter' : `${formatted} dead letters`,
    intake: 'Turned away at intake',
    paused: 'Paused',
  },

  charts: {
    throughput: 'Minute by minute',
    received: 'webhooks',
    decided: 'decisions',
    throughputSummary: (received: string, decided: string, minutes: string, peak: string) =>
      `In the last ${minutes} minutes ${received} webhooks were received and ${decided} decisions made, at most ${peak} in one minute.`,
    noThroughput: 'Nothing in the last half hour.',
    now: 'now',
    minutesAgo: (minutes: string) => `${minutes} min ago`,
    confidence: 'Confidence',
    confidenceOf: (count: string) => `latest ${count}`,
    noConfidence: 'No predictions yet.',
    confidenceRow: (word: string, count: string, median: string) =>
      `${word}: ${count} predictions, median ${median}`,
    latency: 'Webhook to decision',
    latencyHalf: 'half within',
    latency95: '95 in 100 within',
    latency99: '99 in 100 within',
    noLatency: 'No decision measured yet.',
  },

  decisions: {
    title: 'Decisions',
    filters: 'Filter decisions',
    allRoutes: 'All',
    site: 'Site',
    allSites: 'All sites',
    key: 'Ticket key',
    keyPlaceholder: 'Find a key',
    clear: 'Clear filters',
    columns: { time: 'Time', ticket: 'Ticket', decision: 'Decision', model: 'Model says', write: 'Write' },
    list: 'Decisions, newest first',
    fresh: (count: number, formatted: string) =>
      count === 1 ? 'Show 1 new decision' : `Show ${formatted} new decisions`,
    older: 'Show older decisions',
    loadingOlder: 'Loading older decisions',
    all: (count: string) => `All ${count} shown`,
    open: (key: string) => `Open ${key}`,
    inVendor: (key: string) => `${key} in its service desk`,
    moreFields: (count: string) => `and ${count} more`,
    nothingMatches: 'No decision matches these filters.',
    loading: 'Loading decisions',
    noWrite: 'Nothing written',
    toApply: 'To be applied',
    notApplied: 'Not applied',
  },

  empty: {
    title: 'No tickets yet',
    text: 'The line is clear. Tickets appear here a moment after a service desk sends its first webhook.',
    steps: [
      'Register the webhook in the service desk, with the secret from your configuration:',
      'Create a ticket there, or touch one.',
      'Still nothing? “signalbox doctor” checks credentials, permissions and webhooks, and says how to mend them.',
    ],
    noSites:
      'No site is configured. Add one under “sites” in signalbox.config.ts and start the bridge again.',
  },

  pane: {
    label: (key: string) => `Ticket ${key}`,
    ticket: 'Ticket',
    loading: 'Loading the decision',
    open: 'Open in the service desk',
    missing: 'This decision is no longer there.',
    missingHint: 'It may have been deleted under the retention rules, or the address is not complete.',
    writes: 'Writes',
    noWrites: 'Nothing was written for this decision.',
    attempts: (count: number, formatted: string) => (count === 1 ? '1 attempt' : `${formatted} attempts`),
    noText: 'The text is no longer retained.',
    receipt: 'Receipt',
    receiptRows: {
      id: 'Receipt',
      decidedAt: 'Decided',
      modelId: 'Model',
      policyVersion: 'Policy',
      catalogVersion: 'Catalog',
      maskingVersion: 'Masking',
      triageVersion: 'Ticket version',
    },
    from: 'from',
    to: 'to',
    nothing: 'empty',
  },

  actionKinds: { apply: 'Write to the ticket', 'human-queue': 'Mark for the human queue' } as Readonly<
    Record<string, string | undefined>
  >,
  actionStatus: {
    pending: 'Waiting to be written',
    held: 'Held: writing is paused',
    applied: 'Written',
    'already-applied': 'Was there already',
    conflict: 'Someone’s value stays',
    rejected: 'Refused by the service desk',
    unknown: 'Uncertain: please look',
  } as Readonly<Record<string, string | undefined>>,

  sites: {
    health: 'Health',
    healthHint: 'What this bridge depends on',
    ready: 'Ready',
    notReady: 'Not ready',
    noChecks: 'The bridge reports no checks.',
    webhook: 'Webhook address',
    none: '–',
  },

  checks: {
    names: { database: 'Database', jobs: 'Jobs', model: 'Model' } as Readonly<
      Record<string, string | undefined>
    >,
    missing: {
      database: 'Not ready: it does not answer.',
      jobs: 'Not ready: none are run.',
      model: 'None is loaded. Every ticket goes to people until one is.',
    } as Readonly<Record<string, string | undefined>>,
  },

  noModel: {
    title: 'No model is loaded: every ticket goes to people until one is.',
    hint: '“signalbox doctor” says why. After that, start the bridge again.',
  },

  governor: {
    title: 'Governor',
    hint: 'how the vendor’s limits are kept',
    pace: 'Pace',
    allowed: 'Allowed now',
    perSecond: (pace: string) => `${pace} requests per second`,
    throttle: 'After refusals',
    fullPace: 'full pace',
    slowed: (share: string) => `slowed to ${share}`,
    running: 'Under way',
    heldTickets: 'Tickets held back',
    shared: 'Shared by',
    processes: (count: number, isReachable: boolean) =>
      isReachable
        ? `${count} processes`
        : `${count} ${count === 1 ? 'process' : 'processes'}, out of reach: each keeps to its part`,
    learned: 'Learned limits',
    allKinds: 'All requests',
    inTime: (limit: string, seconds: string) => `${limit} in ${seconds} s`,
    queue: 'Waiting',
    lanes: { interactive: 'For an agent', webhook: 'For webhooks', backfill: 'For readings' } as Readonly<
      Record<string, string | undefined>
    >,
    quota: 'Quota of the vendor',
    noQuota: 'The vendor has named none.',
    granted: 'Granted to Signalbox',
    of: (part: string, whole: string) => `${part} of ${whole}`,
    used: 'Used by Signalbox',
    remaining: 'Left for everyone',
    unknown: 'not said',
    resets: 'Counted anew at',
    nearLimit: 'The vendor warns',
    yes: 'nearly used up',
    totals: 'Since the start',
    requests: 'Requests',
    repeats: 'Repeated',
    rateLimited: 'Refused: too many',
    failures: 'Failed',
    circuits: 'Circuits',
    circuitStatus: {
      closed: 'Works',
      'half-open': 'One request tries again',
      open: 'Left alone to recover',
    } as Readonly<Record<string, string | undefined>>,
    kinds: {
      connection: 'Connection',
      read: 'Reading',
      search: 'Searching',
      write: 'Writing',
      comment: 'Commenting',
      property: 'Properties',
    } as Readonly<Record<string, string | undefined>>,
    paused: (until: string, reason: string | null) =>
      reason === null ? `Nothing is sent until ${until}.` : `Nothing is sent until ${until}: ${reason}.`,
    pauseReasons: {
      'quota-used': 'the granted share of the quota is used up',
      'jira-quota-global-based': 'the quota that Jira shares among apps is used up',
      'jira-quota-tenant-based': 'the quota of this Jira site is used up',
      '429': 'the vendor refused because of too many requests',
      '503': 'the vendor says that it is not available',
    } as Readonly<Record<string, string | undefined>>,
  },

  sync: {
    title: 'Reading by search',
    hint: 'finds what a webhook missed',
    never: 'Not read yet.',
    read: 'Read now',
    readOf: (site: string) => `Read now: ${site}`,
    waiting: 'Waiting to begin',
    running: 'Reading',
    complete: 'Complete',
    incomplete: 'Not complete',
    progress: (received: string, of: string | null) =>
      of === null ? `${received} tickets received so far.` : `${received} of ${of} tickets received so far.`,
    counts: (count: number, received: string, marked: string) =>
      count === 0
        ? 'Nothing had changed.'
        : `${received} ${count === 1 ? 'ticket' : 'tickets'} received, ${marked} of them new to Signalbox.`,
    completeCounted: 'Every ticket that the service desk counts was handed over.',
    completeUncounted: 'The last page was the last; the service desk gives no count to compare with.',
    stopped: (message: string) => `It stopped: ${message}`,
    hidden: (count: number, formatted: string) =>
      `${formatted} ${count === 1 ? 'ticket is' : 'tickets are'} hidden from the integration account.`,
    skipped: (count: number, formatted: string, reason: string) =>
      `${formatted} ${count === 1 ? 'ticket' : 'tickets'} could not be used: ${reason}`,
    missing: (count: number, formatted: string) =>
      `${formatted} ${count === 1 ? 'ticket was' : 'tickets were'} counted and never handed over.`,
    since: (time: string) => `Covers what changed since ${time}.`,
    bySchedule: 'on schedule',
    by: (name: string) => `asked for by ${name}`,
  },

  trouble: {
    deadLetters: 'Dead letters',
    deadLettersHint:
      'Deliveries with a valid signature whose form nobody knew. Replay or drop them; after 30 days they are deleted.',
    noDeadLetters: 'No dead letters. Every delivery was understood.',
    replay: 'Replay',
    replayOf: (id: string) => `Replay dead letter ${id}`,
    replayed: 'Sent through the line again.',
    drop: 'Drop',
    dropOf: (id: string) => `Drop dead letter ${id}`,
    dropQuestion: 'Delete this delivery for good?',
    dropNow: 'Drop for good',
    keep: 'Keep',
    dropped: 'Dropped.',
    errors: 'Errors',
    errorsHint: 'What went wrong lately, newest first',
    times: (count: string) => `${count} times`,
    noErrors: 'No errors.',
    everySite: 'all sites',
  },
} as const;
