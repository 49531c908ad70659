export * from './recorded-field.ts';
