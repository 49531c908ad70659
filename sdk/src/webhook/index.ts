export type * from './delivery.ts';
export * from './hmac.ts';
export * from './json-body.ts';
export * from './jwt.ts';
export * from './standard-webhooks.ts';
export * from './time-window.ts';
