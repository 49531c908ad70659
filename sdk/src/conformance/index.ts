export { type Bench, openBench, SkippedCase, skip } from './bench/index.ts';
export { conformanceCases } from './cases/index.ts';
export type * from './conformance-case.ts';
export { runCase } from './run-case.ts';
export * from './run-conformance.ts';
