export type * from './classifier.ts';
export type * from './masking.ts';
