export * from './authenticate.ts';
export * from './tokens.ts';
