export * from './binomial.ts';
export * from './confidence-sequence.ts';
export * from './wilson.ts';
