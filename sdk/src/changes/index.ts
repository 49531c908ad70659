export * from './define-changes.ts';
