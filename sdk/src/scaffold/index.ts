export * from './create-connector-package.ts';
