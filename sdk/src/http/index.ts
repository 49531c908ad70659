export type * from './authentication.ts';
export * from './site-client.ts';
export type * from './transport.ts';
