import { z } from 'zod';
import type { ArtifactDescription } from '../model/index.ts';
import { modelOriginSchema } from '../train/index.ts';

const interval = z.tuple([z.number(), z.number()]);

const calibrationSchema = z.object({
  rows: z.number(),
  accuracy: z.number(),
  macroF1: z.number(),
  ece: z.number(),
  eceNull95: z.number(),
  intervals: z.object({ accuracy: interval, macroF1: interval }),
});

const rareLabelsSchema = z.array(z.object({ target: z.string(), label: z.string(), rows: z.number() }));

/** What an artifact says of its own making, part by part: a part that an older Signalbox did not write is undefined. */
export interface TrainingFacts {
  readonly origin: z.infer<typeof modelOriginSchema> | undefined;
  readonly seed: number | undefined;
  readonly rows: number | undefined;
  readonly trainingRows: number | undefined;
  readonly calibrationRows: number | undefined;
  /** Every row was learnt from, and held out once from parameters that only calibrate. */
  readonly isRefitted: boolean;
  readonly vocabulary: number | undefined;
  readonly backend: string | undefined;
  readonly calibration: Readonly<Record<string, z.infer<typeof calibrationSchema>>> | undefined;
  readonly rareLabels: z.infer<typeof rareLabelsSchema>;
}

const partSchema = z.record(z.string(), z.unknown()).catch({});

export function trainingFacts({ training }: Pick<ArtifactDescription, 'training'>): TrainingFacts {
  const options = partSchema.parse(training['options']);
  const report = partSchema.parse(training['report']);
  const count = (value: unknown) => z.number().safeParse(value).data;
  return {
    origin: modelOriginSchema.safeParse(options['origin']).data,
    seed: count(options['seed']),
    rows: count(report['rows']),
    trainingRows: count(report['trainingRows']),
    calibrationRows: count(report['calibrationRows']),
    isRefitted: report['isRefitted'] === true,
    vocabulary: count(report['vocabulary']),
    backend: z.string().safeParse(report['backend']).data,
    calibration: z.record(z.string(), calibrationSchema).safeParse(report['calibration']).data,
    rareLabels: rareLabelsSchema.safeParse(report['rareLabels']).data ?? [],
  };
}
