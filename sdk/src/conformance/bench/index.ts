export * from './bench.ts';
export * from './changes.ts';
export * from './expect.ts';
export * from './need.ts';
export * from './skipped-case.ts';
export * from './tickets.ts';
