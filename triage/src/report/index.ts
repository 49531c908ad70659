export { type CardMeasurement, modelCardFile } from './model-card.ts';
export { saveCharts } from './save-charts.ts';
export { saveModelCard } from './save-model-card.ts';
