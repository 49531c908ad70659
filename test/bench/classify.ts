import { createMasker, defaultModelDirectory, loadClassifier } from '@signalbox/triage/model';
import { type Measurement, rounded } from './measurement.ts';
import { median, quantile } from './statistics.ts';
import { realTickets } from './tickets.ts';

const batchSize = 32;
const rounds = 5;
const textCount = 640;

interface Timing {
  readonly perSecond: number;
  readonly latenciesMs: readonly number[];
}

async function timed(
  texts: readonly string[],
  size: number,
  classify: (texts: readonly string[]) => Promise<unknown>,
): Promise<Timing> {
  const latenciesMs: number[] = [];
  const startedAt = performance.now();
  for (let start = 0; start < texts.length; start += size) {
    const before = performance.now();
    await classify(texts.slice(start, start + size));
    latenciesMs.push(performance.now() - before);
  }
  return { perSecond: texts.length / ((performance.now() - startedAt) / 1_000), latenciesMs };
}

export const classify: Measurement = {
  name: 'classify',
  title: 'Classification',
  async measure({ progress, signal }) {
    const masker = createMasker();
    const texts = (await realTickets(textCount)).map(({ text }) => masker.mask(text).text);
    const wasm = await loadClassifier(defaultModelDirectory);
    const cpu = await loadClassifier(defaultModelDirectory, { backend: 'cpu' });
    const ways = [
      {
        name: `${wasm.backend}, ${batchSize} at once`,
        size: batchSize,
        run: (batch: readonly string[]) => wasm.classify(batch),
      },
      {
        name: `${wasm.backend}, one at a time`,
        size: 1,
        run: (batch: readonly string[]) => wasm.classify(batch),
      },
      {
        name: `${wasm.backend}, one at a time, no words`,
        size: 1,
        run: (batch: readonly string[]) => wasm.classify(batch, { explain: false }),
      },
      { name: 'cpu, one at a time', size: 1, run: (batch: readonly string[]) => cpu.classify(batch) },
    ];
    const timings = new Map<string, Timing[]>(ways.map(({ name }) => [name, []]));
    for (let round = -1; round < rounds; round += 1) {
      signal.throwIfAborted();
      progress(round < 0 ? 'classify: warming up' : `classify: round ${round + 1} of ${rounds}`);
      for (const { name, size, run } of ways) {
        const timing = await timed(texts, size, run);
        if (round >= 0) timings.get(name)?.push(timing);
      }
    }
    wasm.dispose();
    cpu.dispose();
    const peer = timings.get('cpu, one at a time') ?? [];
    const found = [...timings].map(([name, all]) => ({
      name,
      perSecond: median(all.map(({ perSecond }) => perSecond)),
      p50Ms: quantile(
        all.flatMap(({ latenciesMs }) => latenciesMs),
        0.5,
      ),
      p99Ms: quantile(
        all.flatMap(({ latenciesMs }) => latenciesMs),
        0.99,
      ),
      ratioToCpu: median(
        all.map(({ perSecond }, round) => perSecond / (peer[round]?.perSecond ?? perSecond)),
      ),
    }));
    return {
      method: `The shipped model on ${textCount} real tickets, masked before; with the words that made it say so, as the line asks for them, unless said otherwise. The peer is TensorFlow.js's plain JavaScript backend. Medians of ${rounds} rounds; p50 and p99 are of one call.`,
      table: {
        header: ['', 'texts /s', 'p50 ms a call', 'p99 ms a call', ': cpu alone'],
        rows: found.map(({ name, perSecond, p50Ms, p99Ms, ratioToCpu }) => [
          name,
          ...[perSecond, p50Ms, p99Ms, ratioToCpu].map(rounded),
        ]),
      },
      figures: { backend: wasm.backend, ways: found },
      aims: [],
    };
  },
};
