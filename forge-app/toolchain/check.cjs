// What `forge lint` and `forge deploy` check on a developer's machine, without a login and without an upload:
// manifest, linters, the real bundle, its handlers and its resources. Exit code 1 with the official messages.
// A plain CommonJS script, because the official bundler asks for `require.main`. Run in the folder of manifest.yml.
const fs = require('node:fs');
const path = require('node:path');
const { FullValidationProcessor } = require('@forge/manifest');
const { lint, reportLintResults } = require('@forge/lint');
const { getNodeBundler, getEntryPoints } = require('@forge/bundler');
const shared = require('@forge/cli-shared');

const started = Date.now();
const logger = { info: console.log, warn: console.warn, debug() {}, error: console.error, trace() {} };
// The libraries ask a feature-flag service; offline every flag is off and every list of deprecations empty.
const featureFlags = new Proxy(
  {},
  { get: (_, name) => async () => (/deprecated/i.test(String(name)) ? [] : false) },
);
// `forge deploy` downloads the wrapper around the handlers; its content does not matter for the bundle's own soundness.
const offlineWrapper = {
  getNodeRuntimeWrapper: async () => ({ script: '', source: 'local', version: 'offline' }),
  getNodeRuntimeLoader: async () => ({ script: '', source: 'local', version: 'offline' }),
};

function fail(message) {
  console.error(message);
  process.exit(1);
}

async function validateManifest() {
  const result = await new FullValidationProcessor({}).process('manifest.yml');
  for (const problem of result.errors ?? [])
    console.log(`manifest ${problem.level} ${problem.line}:${problem.column} ${problem.message}`);
  if (!result.success && (result.errors ?? []).some((problem) => problem.level === 'error'))
    fail('The manifest is not valid.');
  console.log('manifest: valid');
}

async function runLinters(manifest, folder) {
  const reader = new shared.FileSystemReader();
  const files = (await reader.recursiveReadDir(`./${folder}`, ['node_modules', 'dist', 'toolchain'])).filter(
    (file) => /\.tsx?$/.test(file),
  );
  const results = await lint(files, manifest, 'production', logger, featureFlags, {
    linter: { mode: 'client-side' },
  });
  reportLintResults(logger, results);
  const errors = results.flatMap((result) => result.errors ?? []);
  if (errors.length > 0) fail(`The linters found ${errors.length} errors.`);
  console.log(`linters: ${files.length} files`);
}

async function bundleHandlers(manifest, configFile) {
  const handlers = (manifest.modules.function ?? []).map(({ handler }) => {
    const dot = handler.lastIndexOf('.');
    return { module: handler.slice(0, dot), exportName: handler.slice(dot + 1) };
  });
  const bundle = await getNodeBundler(logger, offlineWrapper, configFile, featureFlags).bundle({
    appDirectory: process.cwd(),
    entryPoints: getEntryPoints(handlers),
  });
  for (const { module, exportName } of handlers) {
    const file = ['.cjs', '.js']
      .map((ending) => path.join(bundle.outputDir, module + ending))
      .find(fs.existsSync);
    if (!file) fail(`The bundle has no module ${module}.`);
    if (typeof require(file)[exportName] !== 'function')
      fail(`The handler ${module}.${exportName} is not a function.`);
    console.log(`handler ${module}.${exportName}: loads, ${(fs.statSync(file).size / 1024).toFixed(0)} KiB`);
  }
}

function checkResources(manifest) {
  for (const resource of manifest.resources ?? []) {
    if (!fs.existsSync(path.join(resource.path, 'index.html')))
      fail(`The resource ${resource.key} has no index.html in ${resource.path}.`);
    console.log(`resource ${resource.key}: present`);
  }
}

(async () => {
  await validateManifest();
  const configFile = new shared.ConfigFile(new shared.FileSystemReader(), new shared.FileSystemWriter());
  const manifest = await configFile.readConfig();
  await runLinters(manifest, process.argv[2] ?? 'forge-app');
  await bundleHandlers(manifest, configFile);
  checkResources(manifest);
  console.log(`passed in ${((Date.now() - started) / 1000).toFixed(1)} s`);
  process.exit(0);
})().catch((error) => fail(error.stack ?? String(error)));
