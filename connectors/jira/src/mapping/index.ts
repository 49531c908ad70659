export * from './canonical-value.ts';
export * from './field-directory.ts';
export * from './history.ts';
export * from './person.ts';
export * from './ticket-from-issue.ts';
export * from './time.ts';
export * from './vendor-value.ts';
