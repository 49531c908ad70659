export { type CircuitOptions, type CircuitStatus, defaultCircuitOptions } from './circuits.ts';
export * from './governor.ts';
export type * from './limits.ts';
export { defaultRepeatOptions, type RepeatOptions } from './repeat-policy.ts';
export type { GovernorSnapshot, RequestObservation, RequestObserver } from './snapshot.ts';
