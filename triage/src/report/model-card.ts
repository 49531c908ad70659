import type { ArtifactDescription } from '../model/index.ts';
import type { DataFile, Evaluation, MetricIntervals } from '../train/index.ts';
import { count, numberWithin, percent, percentRange } from './format.ts';
import { type TrainingFacts, trainingFacts } from './training-facts.ts';

/** Figures on rows that the model has not learnt from. */
export interface CardMeasurement {
  readonly evaluation: Evaluation;
  readonly intervals: Readonly<Record<string, MetricIntervals>>;
  readonly file: DataFile;
  /** Conditions on the rows, as `COLUMN=VALUE`. */
  readonly where: readonly string[];
  /** The model's target by column. */
  readonly targets: Readonly<Record<string, string>>;
  /** ISO 8601 date. */
  readonly on: string;
}

export interface CardInput {
  readonly description: ArtifactDescription;
  /** Size of the artifact. */
  readonly bytes: number;
  /** null: not measured yet. */
  readonly measurement: CardMeasurement | null;
}

export const modelCardFile = 'model-card.md';

const notStated = '_Not stated._';
/** Fewer training rows than this are worth a warning. */
const fewRows = 50;
const labelsShown = 200;

/** Labels and names come from data: they must not become markup. */
function plain(text: string): string {
  return text.replace(/[\\`*_[\]<>|#]/g, '\\$&').replace(/\s+/g, ' ');
}

type Row = readonly [string, string];

function table(rows: readonly Row[]): string[] {
  return ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)];
}

function fileText({ name, sha256, bytes }: DataFile): string {
  return `${plain(name)}, ${count(bytes)} bytes, SHA-256 \`${sha256}\``;
}

function modelRows({ description, bytes }: CardInput, { vocabulary, seed, backend }: TrainingFacts): Row[] {
  const targets = description.targets.map(({ name, labels }) => `${plain(name)} (${labels.length} labels)`);
  return [
    ['id', `\`${description.checksum.slice(0, 16)}\` (the start of the checksum in \`model.json\`)`],
    ['predicts', targets.join(', ')],
    [
      'size',
      `${(bytes / 1e6).toFixed(1)} MB${vocabulary === undefined ? '' : `; ${count(vocabulary)} features × ${description.dimensions}`}`,
    ],
    ...(seed === undefined
      ? []
      : [['seed', `${seed}${backend === undefined ? '' : `, ${backend}`}`] as const]),
    [
      'masking',
      description.maskingVersion === null
        ? 'none: it learnt unmasked texts'
        : 'personal data and secrets were masked before it learnt',
    ],
  ];
}

function dataRows({ origin, rows, trainingRows, calibrationRows, isRefitted }: TrainingFacts): Row[] {
  const data = origin?.about.data;
  const where = (origin?.where ?? []).map(({ column, value }) => plain(`${column}=${value}`));
  const learnt =
    rows === undefined
      ? notStated
      : isRefitted
        ? `${count(trainingRows ?? 0)} of ${count(rows)} for the parameters; settings chosen and calibrated on the answers to ${count(calibrationRows ?? 0)} of them by parameters that had not learnt them`
        : `${count(rows)}: ${count(trainingRows ?? 0)} for the parameters, ${count(calibrationRows ?? 0)} others for the choice of settings and for calibration; no wording is in both`;
  return [
    ['data', data === undefined ? notStated : plain(data.name)],
    ['source', data?.source === undefined ? notStated : plain(data.source)],
    ['licence of the data', data?.licence === undefined ? notStated : plain(data.licence)],
    ['dates', data?.dates === undefined ? notStated : plain(data.dates)],
    ['file', origin === undefined ? notStated : fileText(origin.file)],
    ...(origin === undefined
      ? []
      : ([
          ['rows used', where.length === 0 ? 'all' : where.join(' and ')],
          ['text', origin.text.map(plain).join(', ')],
          [
            'labels',
            origin.targets
              .map(({ name, column }) =>
                name === column ? plain(name) : `${plain(name)} from ${plain(column)}`,
              )
              .join(', '),
          ],
        ] as const)),
    ...(origin?.startedFrom == null
      ? []
      : ([
          ['started from', `model \`${origin.startedFrom}\`, whose rows its words come from, too`],
        ] as const)),
    ['rows', learnt],
  ];
}

function labelLines(
  target: ArtifactDescription['targets'][number],
  trainingRows: number | undefined,
): string[] {
  const shown = target.labels
    .map((label, index) => ({ label, share: target.prior[index] ?? 0 }))
    .sort((left, right) => right.share - left.share)
    .slice(0, labelsShown);
  const more = target.labels.length - shown.length;
  return [
    `### Labels of ${plain(target.name)}`,
    '',
    '| label | training rows | share |',
    '|---|---:|---:|',
    ...shown.map(({ label, share }) => {
      const rows = trainingRows === undefined ? '' : `about ${count(Math.round(share * trainingRows))}`;
      return `| ${plain(label)} | ${rows} | ${percent(share)} |`;
    }),
    ...(more > 0 ? ['', `and ${more} rarer ones.`] : []),
    '',
  ];
}

function measuredLines(measurement: CardMeasurement | null): string[] {
  if (measurement === null) {
    return [
      'Not yet on rows of its own. `signalbox evaluate --card` measures it on rows that it has not learnt from and writes the figures here.',
      '',
    ];
  }
  const { evaluation, intervals, file, where, targets, on } = measurement;
  const rows = where.length === 0 ? '' : `, rows with ${where.map(plain).join(' and ')}`;
  return [
    `On ${count(evaluation.rows)} rows of ${fileText(file)}${rows}; ${on}. In brackets: 95 % intervals over the draw of the rows.`,
    '',
    ...Object.entries(evaluation.targets).flatMap(([column, metrics]) => {
      const within = intervals[column];
      if (within === undefined) return [];
      return [
        `### ${plain(targets[column] ?? column)}`,
        '',
        ...table([
          ['accuracy', `${percent(metrics.accuracy)} (${percentRange(within.accuracy)})`],
          ['macro-F1', numberWithin(metrics.macroF1, within.macroF1)],
          [
            'expected calibration error, 15 bins',
            `${metrics.ece.toFixed(4)}; a perfectly calibrated model stays below ${metrics.eceNull95.toFixed(4)} in 95 of 100 draws`,
          ],
          ...(['0.8', '0.9'] as const).map(
            (share): Row => [
              `accuracy of the most certain ${percent(Number(share), 0)}`,
              `${percent(metrics.accuracyAtCoverage[share])} (${percentRange(within.accuracyAtCoverage[share])})`,
            ],
          ),
          [
            'share that is 95 % right, most certain first',
            `${percent(metrics.coverageAtAccuracy['0.95'])} (${percentRange(within.coverageAtAccuracy['0.95'])})`,
          ],
        ]),
        '',
      ];
    }),
  ];
}

function calibrationLines({ calibration }: TrainingFacts): string[] {
  if (calibration === undefined) return [];
  return [
    'On the calibration rows, which chose the settings and the temperature, so that these figures are somewhat too good:',
    '',
    '| target | rows | accuracy | macro-F1 | calibration error (null, 95 %) |',
    '|---|---:|---|---|---|',
    ...Object.entries(calibration).map(
      ([name, { rows, accuracy, macroF1, ece, eceNull95, intervals }]) =>
        `| ${plain(name)} | ${count(rows)} | ${percent(accuracy)} (${percentRange(intervals.accuracy)}) | ${numberWithin(macroF1, intervals.macroF1)} | ${ece.toFixed(4)} (${eceNull95.toFixed(4)}) |`,
    ),
    '',
  ];
}

function limitLines({ description }: CardInput, facts: TrainingFacts): string[] {
  const { normaliser } = description;
  const dropped = [
    ...(normaliser.dropWords.length > 0 ? [`${normaliser.dropWords.length} function words`] : []),
    ...(normaliser.dropNumbers ? ['numbers'] : []),
    ...(normaliser.dropPseudonyms ? ["the masker's pseudonyms"] : []),
    ...(normaliser.minimumLength > 1 ? [`words shorter than ${normaliser.minimumLength} letters`] : []),
  ];
  const few = description.targets.flatMap(({ name, labels, prior }) => {
    const rare = labels.filter(
      (_, index) => (prior[index] ?? 0) * (facts.trainingRows ?? Number.POSITIVE_INFINITY) < fewRows,
    );
    return rare.length === 0
      ? []
      : [
          `${plain(name)}: ${rare.length} of ${labels.length} labels have fewer than ${fewRows} training rows; expect little of them.`,
        ];
  });
  return [
    ...(facts.origin?.about.limits ?? []).map(plain),
    ...(dropped.length === 0
      ? []
      : [
          `The texts it learnt from had been stripped, which training found in the data: it does not read ${dropped.join(', ')}.`,
        ]),
    ...few,
    ...facts.rareLabels.map(
      ({ target, label, rows }) =>
        `${plain(target)}: "${plain(label)}" had ${rows} row and was left out; it is never answered.`,
    ),
    'It answers with the labels it learnt and no other. A label that has come since needs training.',
    'It knows the words of its training texts: the share of unknown words comes with each answer, and policies treat a high one as out of scope.',
    'Its figures hold for tickets like the ones they were measured on.',
  ].map((limit) => `- ${limit}`);
}

/** A model's card, in markdown: what it is, what it was made from, how good it is, and what it must not be used for. */
export function modelCard(input: CardInput): string {
  const facts = trainingFacts(input.description);
  const about = facts.origin?.about;
  return [
    `# Model card: ${about?.title === undefined ? plain(input.description.targets.map(({ name }) => name).join(', ')) : plain(about.title)}`,
    '',
    ...(about?.summary === undefined ? [] : [plain(about.summary), '']),
    ...table(modelRows(input, facts)),
    '',
    '## Intended use',
    about?.intendedUse === undefined
      ? 'Suggesting these fields of tickets to agents. Applying them without a person needs a certificate (`signalbox policy certify`) and a named person who allows it. It must not decide about people.'
      : plain(about.intendedUse),
    '',
    '## Data',
    ...table(dataRows(facts)),
    '',
    ...input.description.targets.flatMap((target) => labelLines(target, facts.trainingRows)),
    '## Measured',
    ...measuredLines(input.measurement),
    ...calibrationLines(facts),
    '## Limits',
    ...limitLines(input, facts),
    '',
    '## Licence',
    about?.licence === undefined ? notStated : plain(about.licence),
    '',
  ].join('\n');
}
