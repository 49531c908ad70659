export type { Choices } from './choices.ts';
export * from './record-writer.ts';
export * from './refusal.ts';
