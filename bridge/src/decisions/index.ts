export type { DecisionLog } from './decision-log.ts';
export * from './decisions.ts';
