export * from './audit.ts';
export * from './count.ts';
export * from './history.ts';
export * from './locate.ts';
export * from './read.ts';
export * from './read-many.ts';
export * from './search.ts';
