export * from './create-logger.ts';
export * from './describe-error.ts';
