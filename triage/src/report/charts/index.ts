export { coverageChart } from './coverage-chart.ts';
export type { Chart } from './drawing.ts';
export { precisionRecallChart } from './precision-recall-chart.ts';
export { reliabilityDiagram } from './reliability-diagram.ts';
export { chartStyle } from './style.ts';
