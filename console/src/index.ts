/** The console as the programs that serve it see it; the pages' own entry is main.tsx. */
export * from './api/index.ts';
export { consoleDirectory } from './build/index.ts';
