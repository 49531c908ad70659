export * from './secret.ts';
