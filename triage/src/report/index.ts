export { type CardMeasurement, modelCardFile } from './model-card.ts';
export { type ModelReport, modelReport, type TargetReport } from './model-report.ts';
export { readDescription } from './read-description.ts';
export { saveCharts } from './save-charts.ts';
export { saveModelCard } from './save-model-card.ts';
export { saveReport } from './save-report.ts';
