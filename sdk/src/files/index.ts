export * from './make-directory.ts';
