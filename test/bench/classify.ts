import {
  createMasker,
  createNeighbourIndex,
  defaultModelDirectory,
  type LoadedClassifier,
  loadClassifier,
} from '@signalbox/triage/model';
import { trainModel } from '@signalbox/triage/train';
import { measureFastText } from './fast-text.ts';
import { atLeast, atMost, type Measurement, rounded } from './measurement.ts';
import { installPeers, trainNatural, trainNlpJs } from './peers.ts';
import { median, quantile } from './statistics.ts';
import { type LabelledText, labelledTickets } from './tickets.ts';

const batchSize = 64;
const rounds = 5;
const similarOutOf = 50_000;

/** One way to classify: a batch of texts in, their labels out. */
interface Way {
  readonly name: string;
  readonly size: number;
  readonly trainSeconds: number;
  run(texts: readonly string[]): Promise<readonly string[]>;
}

interface Timing {
  /** Texts per second of processor time: what else the machine does counts less than on the clock. */
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
  readonly accuracy: number;
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

async function timed(rows: readonly LabelledText[], { size, run }: Way): Promise<Timing> {
  const latenciesMs: number[] = [];
  let right = 0;
  const startedAt = processorSeconds();
  for (let start = 0; start < rows.length; start += size) {
    const batch = rows.slice(start, start + size);
    const before = performance.now();
    const labels = await run(batch.map(({ text }) => text));
    latenciesMs.push(performance.now() - before);
    right += batch.filter(({ label }, index) => label === labels[index]).length;
  }
  const seconds = processorSeconds() - startedAt;
  return { perSecond: rows.length / seconds, latenciesMs, accuracy: right / rows.length };
}

function wayOf(
  name: string,
  classifier: LoadedClassifier,
  size: number,
  trainSeconds: number,
  explain = false,
): Way {
  return {
    name,
    size,
    trainSeconds,
    async run(texts) {
      const answers = await classifier.classify(texts, { explain });
      return answers.map(({ predictions }) => predictions[0]?.label ?? '');
    },
  };
}

/** Milliseconds of processor time per call. */
async function costMs(calls: number, run: (call: number) => unknown): Promise<number> {
  for (let call = 0; call < calls; call += 1) await run(call);
  const startedAt = processorSeconds();
  for (let call = 0; call < calls; call += 1) await run(call);
  return ((processorSeconds() - startedAt) * 1_000) / calls;
}

/** Ten neighbours out of many: real tickets, each drawn out a little in a direction of its own so that none are equal. */
async function similarMs(classifier: LoadedClassifier, texts: readonly string[]): Promise<number> {
  const { dimensions, backend } = classifier;
  const vectors = classifier.embed(texts);
  const vectorOf = (row: number) => vectors.subarray(row * dimensions, (row + 1) * dimensions);
  const index = createNeighbourIndex({ dimensions, backend });
  for (let number = 0; number < similarOutOf; number += 1) {
    const vector = vectorOf(number % texts.length).slice();
    vector[number % dimensions] = (vector[number % dimensions] ?? 0) + number / similarOutOf;
    index.set(String(number), vector);
  }
  const milliseconds = await costMs(50, (call) => index.nearest(vectorOf(call % texts.length), 10));
  index.dispose();
  return milliseconds;
}

export const classify: Measurement = {
  name: 'classify',
  title: 'Classification',
  async measure({ progress, signal }) {
    const masker = createMasker();
    const masked = ({ text, label }: LabelledText) => ({ text: masker.mask(text).text, label });
    const training = (await labelledTickets('train')).map(masked);
    const test = (await labelledTickets('dev')).map(masked);
    const texts = test.map(({ text }) => text);
    const loadStartedAt = performance.now();
    const shipped = await loadClassifier(defaultModelDirectory);
    const loadMs = performance.now() - loadStartedAt;
    const shippedOnCpu = await loadClassifier(defaultModelDirectory, { backend: 'cpu' });

    await installPeers(progress);
    progress('classify: training on the same rows');
    const trainStartedAt = performance.now();
    const { artifact } = await trainModel(
      training.map(({ text, label }) => ({ text, labels: { category: label } })),
      { targets: ['category'], isMasked: false },
      undefined,
      signal,
    );
    const trainSeconds = (performance.now() - trainStartedAt) / 1_000;
    const trained = await loadClassifier(artifact);
    const peers = [await trainNlpJs(training), trainNatural(training)];
    const fastText = await measureFastText(training, test);
    const { backend } = trained;
    const none = Number.NaN;
    const ways: readonly Way[] = [
      wayOf(`Signalbox, ${backend}, ${batchSize} at once`, trained, batchSize, trainSeconds),
      wayOf(`Signalbox, ${backend}, alone`, trained, 1, trainSeconds),
      ...peers.map(({ name, trainSeconds: seconds, classify: one }) => ({
        name: `${name}, alone`,
        size: 1,
        trainSeconds: seconds,
        run: async (batch: readonly string[]) => [await one(batch[0] ?? '')],
      })),
      wayOf(`shipped model, ${backend}, ${batchSize} at once`, shipped, batchSize, none),
      wayOf(`shipped model, ${backend}, alone`, shipped, 1, none),
      wayOf(`shipped model, ${backend}, alone, with words`, shipped, 1, none, true),
      wayOf('shipped model, cpu, alone', shippedOnCpu, 1, none),
    ];
    const timings = new Map<string, Timing[]>(ways.map(({ name }) => [name, []]));
    for (let round = -1; round < rounds; round += 1) {
      signal.throwIfAborted();
      progress(round < 0 ? 'classify: warming up' : `classify: round ${round + 1} of ${rounds}`);
      for (const way of ways) {
        const timing = await timed(test, way);
        if (round >= 0) timings.get(way.name)?.push(timing);
      }
    }
    const found = ways.map(({ name, trainSeconds: seconds }) => {
      const all = timings.get(name) ?? [];
      const latencies = all.flatMap(({ latenciesMs }) => latenciesMs);
      return {
        name,
        accuracy: all[0]?.accuracy ?? none,
        trainSeconds: seconds,
        perSecond: median(all.map(({ perSecond }) => perSecond)),
        p50Ms: quantile(latencies, 0.5),
        p99Ms: quantile(latencies, 0.99),
      };
    });
    const target = shipped.targets[0]?.name ?? '';
    const label = shipped.targets[0]?.labels[0] ?? '';
    const explainMs = await costMs(texts.length, (call) => shipped.explain(texts[call] ?? '', target, label));
    const similar = await similarMs(shipped, texts);
    const figures = {
      backend,
      loadMs,
      explainMs,
      similarMs: similar,
      bytes: shipped.bytes,
      ways: found,
      fastText,
    };
    for (const classifier of [shipped, shippedOnCpu, trained]) classifier.dispose();

    const batches = found.find(({ name }) => name === `shipped model, ${backend}, ${batchSize} at once`);
    const alone = found.find(({ name }) => name === `shipped model, ${backend}, alone`);
    const rows = found.map(({ name, accuracy, trainSeconds: seconds, perSecond, p50Ms, p99Ms }) => [
      name,
      ...[100 * accuracy, seconds, perSecond, p50Ms, p99Ms].map(rounded),
    ]);
    if (fastText !== null) {
      const { accuracy, trainSeconds: seconds, perSecond } = fastText;
      rows.push(['fastText, the command', ...[100 * accuracy, seconds, perSecond, none, none].map(rounded)]);
    }
    const mean = Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length);
    return {
      method: `${test.length} real tickets of ${mean} characters on average, masked before. Signalbox and its peers have learnt from the same ${training.length} others; the shipped model from more. Rates are per second of processor time, tokenising included, without the words that made it say so unless said otherwise; p50 and p99 are of one call, on the clock. Medians of ${rounds} rounds, the contenders in turn. ${fastText === null ? 'fastText is not on this machine.' : 'fastText runs once, as its command, on one thread.'}`,
      table: { header: ['', 'right %', 'training s', 'texts /s', 'p50 ms a call', 'p99 ms a call'], rows },
      figures,
      aims: [
        atMost('loading the shipped model', loadMs, 150, 'ms'),
        atMost('one text alone, p50', alone?.p50Ms ?? none, 0.1, 'ms'),
        atMost('one text alone, p99', alone?.p99Ms ?? none, 0.5, 'ms'),
        atLeast('texts per second in batches', batches?.perSecond ?? none, 40_000),
        atMost('all words of one text explained', explainMs, 0.2, 'ms'),
        atMost('10 similar tickets out of 50,000', similar, 3, 'ms'),
      ],
    };
  },
};
