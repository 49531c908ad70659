export * from './fault-answer.ts';
