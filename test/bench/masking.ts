import { createMasker } from '@signalbox/triage/model';
import { namedTickets } from '../masking/names/index.ts';
import { syntheticTickets } from '../masking/synthetic/index.ts';
import { atMost, type Measurement, rounded } from './measurement.ts';
import { median, quantile } from './statistics.ts';
import { labelledTickets } from './tickets.ts';

const rounds = 5;
const texts = 800;
const longLength = 200_000;

/** What keeps the detectors busiest, by what they would have to look at again and again. */
const adversarial = [
  'Anna ',
  'Aa said ',
  'Dr. ',
  '1 ',
  'a.',
  '11-',
  'user a',
  'password for the ',
  '王小明先生',
  'name: ',
];

function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

export const masking: Measurement = {
  name: 'masking',
  title: 'Masking',
  async measure({ progress, signal }) {
    const masker = createMasker();
    const real = (await labelledTickets('dev')).map(({ text }) => text);
    const everyName = namedTickets();
    const named = Array.from(
      { length: texts },
      (_, index) => everyName[(index * 7919) % everyName.length]?.text ?? '',
    );
    // Joined, so that they are as long as real ones.
    const namedLong = Array.from({ length: texts }, (_, index) =>
      [0, 1, 2, 3].map((step) => named[(index + step * 197) % texts]).join('\n'),
    );
    const signed = real.map(
      (text, index) => `Hi team,\n\n${text}\n\n${named[index % texts]}\n\nBest regards`,
    );
    const dense = syntheticTickets(texts, 1).map(({ text }) => text);
    const long = adversarial.map((unit) => unit.repeat(Math.ceil(longLength / unit.length)));
    const sets = [
      { name: 'real tickets, no personal data', all: real },
      { name: 'the same as a letter, with a name or login', all: signed },
      { name: 'four names or logins each', all: namedLong },
      { name: 'three numbers, keys or the like each', all: dense },
      { name: `adversarial, ${longLength.toLocaleString('en-GB')} characters`, all: long },
    ];
    const found = [];
    for (const { name, all } of sets) {
      const [costs, latencies]: [number[], number[]] = [[], []];
      for (let round = -1; round < rounds; round += 1) {
        signal.throwIfAborted();
        progress(`masking: ${name}, ${round < 0 ? 'warming up' : `round ${round + 1} of ${rounds}`}`);
        const startedAt = processorMs();
        for (const text of all) {
          const before = performance.now();
          masker.mask(text);
          if (round >= 0) latencies.push(performance.now() - before);
        }
        if (round >= 0) costs.push((processorMs() - startedAt) / all.length);
      }
      const characters = all.reduce((sum, text) => sum + text.length, 0) / all.length;
      const costMs = median(costs);
      found.push({
        name,
        characters,
        costMs,
        p50Ms: quantile(latencies, 0.5),
        p99Ms: quantile(latencies, 0.99),
        perMillion: (costMs / characters) * 1e6,
      });
    }
    const [ordinary, letter] = found;
    return {
      method: `The default detectors, over ${texts} texts of each kind (${adversarial.length} of the adversarial ones: one short piece again and again). Cost is processor time per text; p50 and p99 are of one text, on the clock. Medians of ${rounds} rounds. The time per million characters shows that it grows with the length and no faster.`,
      table: {
        header: ['', 'characters', 'cost ms', 'p50 ms', 'p99 ms', 'ms per million characters'],
        rows: found.map(({ name, characters, costMs, p50Ms, p99Ms, perMillion }) => [
          name,
          ...[characters, costMs, p50Ms, p99Ms, perMillion].map(rounded),
        ]),
      },
      figures: { sets: found },
      aims: [
        atMost('masking an ordinary ticket', ordinary?.costMs ?? Number.NaN, 0.15, 'ms'),
        atMost('masking a letter with a name', letter?.costMs ?? Number.NaN, 0.15, 'ms'),
      ],
    };
  },
};
