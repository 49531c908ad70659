export * from './oauth2-client-credentials.ts';
export * from './static-authentication.ts';
