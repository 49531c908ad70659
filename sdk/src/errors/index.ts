export * from './signalbox-error.ts';
