export { type BadRecord, type DataRecord, isBadRecord } from './data-record.ts';
export { describeFile } from './describe-file.ts';
export {
  type EvaluatedAnswer,
  type Evaluation,
  type EvaluationOptions,
  evaluateClassifier,
} from './evaluate-classifier.ts';
export { parseJsonLine } from './jsonl-records.ts';
export { learntShare, newRowsShare } from './learnt-share.ts';
export { lineBatches } from './lines.ts';
export { intervalsOf, type MetricIntervals } from './metric-intervals.ts';
export { type Judged, metricsOf, type TargetMetrics } from './metrics.ts';
export * from './model-origin.ts';
export { createRandom } from './random.ts';
export { readRecords } from './read-records.ts';
export { plainRecipe, type Recipe } from './recipe.ts';
export { recordTexts } from './record-texts.ts';
export { type RowSketch, type SharedRows, sharedRows, sketchRows, wordsOf } from './row-sketch.ts';
export { saveArtifact } from './save-artifact.ts';
export type { ScopeMetrics } from './scope-metrics.ts';
export { type TrainedModel, type TrainingInput, type TrainingReport, trainModel } from './train-model.ts';
export { defaultTrainingOptions, type TrainingOptions } from './training-options.ts';
export type { TrainingProgress } from './training-progress.ts';
export type { TrainingRow } from './training-row.ts';
export { type RowSelection, trainingRows } from './training-rows.ts';
