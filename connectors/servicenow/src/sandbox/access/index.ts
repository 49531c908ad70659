export * from './access-control.ts';
export type * from './account.ts';
export * from './authenticator.ts';
