export * from './change-message.ts';
export * from './webhook-dispatch.ts';
