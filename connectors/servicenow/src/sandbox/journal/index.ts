export * from './effect-journal.ts';
