import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LabelledText } from './tickets.ts';

/** Another classifier, trained on the same rows. */
export interface Peer {
  readonly name: string;
  readonly trainSeconds: number;
  /** The label of one text. */
  classify(text: string): Promise<string>;
}

const folder = new URL('peers/', import.meta.url);

/** Installs the peers when they are missing or their lockfile changed: they are apart from the workspaces for their size. */
export async function installPeers(progress: (text: string) => void): Promise<void> {
  const lockfile = await readFile(new URL('package-lock.json', folder));
  const wanted = createHash('sha256').update(lockfile).digest('hex');
  const stamp = new URL('node_modules/.installed', folder);
  if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === wanted) return;
  progress('classify: installing nlp.js and natural (half a minute, once)');
  const cwd = fileURLToPath(folder);
  await promisify(execFile)('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd });
  await writeFile(stamp, wanted);
}

const require = createRequire(new URL('package.json', folder));

interface NaturalClassifier {
  addDocument(text: string, label: string): void;
  train(): void;
  classify(text: string): string;
}

/** natural's naive Bayes. Its file alone: the package's door opens database clients. */
export function trainNatural(rows: readonly LabelledText[]): Peer {
  const Bayes: new () => NaturalClassifier = require('natural/lib/natural/classifiers/bayes_classifier.js');
  const startedAt = performance.now();
  const classifier = new Bayes();
  for (const { text, label } of rows) classifier.addDocument(text, label);
  classifier.train();
  return {
    name: 'natural (naive Bayes)',
    trainSeconds: (performance.now() - startedAt) / 1_000,
    classify: async (text) => classifier.classify(text),
  };
}

interface NlpContainer {
  use(plugin: unknown): void;
  get(name: 'nlp'): {
    addLanguage(locale: string): void;
    addDocument(locale: string, text: string, intent: string): void;
    train(): Promise<void>;
    readonly nluManager: {
      process(input: object): Promise<{ classifications?: readonly { readonly intent: string }[] }>;
    };
  };
}

/** nlp.js's neural classifier, without the entities and sentiment that `process` would add. */
export async function trainNlpJs(rows: readonly LabelledText[]): Promise<Peer> {
  const { containerBootstrap } = require('@nlpjs/core');
  const quiet = { nlp: { autoSave: false, nlu: { log: false } } };
  const container: NlpContainer = await containerBootstrap({ settings: quiet });
  container.use(require('@nlpjs/nlp').Nlp);
  container.use(require('@nlpjs/lang-en').LangEn);
  const nlp = container.get('nlp');
  nlp.addLanguage('en');
  for (const { text, label } of rows) nlp.addDocument('en', text, label);
  const startedAt = performance.now();
  await nlp.train();
  return {
    name: 'nlp.js',
    trainSeconds: (performance.now() - startedAt) / 1_000,
    async classify(utterance) {
      const answer = await nlp.nluManager.process({ locale: 'en', utterance, settings: {} });
      return answer.classifications?.[0]?.intent ?? '';
    },
  };
}
