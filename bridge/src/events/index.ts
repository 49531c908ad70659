export type * from './domain-event.ts';
export * from './event-bus.ts';
