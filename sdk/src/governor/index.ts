export { type CircuitOptions, type CircuitStatus, defaultCircuitOptions } from './circuits.ts';
export * from './define-limits.ts';
export * from './governor.ts';
export type { LearnedLimit } from './learned-limit.ts';
export { type LimitMemory, limitMemorySchema, mergedMemory } from './limit-memory.ts';
export type * from './limits.ts';
export { defaultRepeatOptions, type RepeatOptions } from './repeat-policy.ts';
export type * from './shared-limits.ts';
export type { GovernorSnapshot, RequestObservation, RequestObserver } from './snapshot.ts';
