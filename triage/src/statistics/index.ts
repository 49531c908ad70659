export * from './binomial.ts';
export * from './class-mix.ts';
export * from './confidence-sequence.ts';
export * from './wilson.ts';
