export * from './sandbox-site.ts';
