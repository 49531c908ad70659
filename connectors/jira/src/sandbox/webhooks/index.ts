export * from './add-admin-webhook.ts';
export * from './app-authorization.ts';
export * from './publish.ts';
export * from './signature.ts';
