export * from './assess-registrations.ts';
