export { type CardMeasurement, modelCardFile } from './model-card.ts';
export { saveModelCard } from './save-model-card.ts';
