export * from './absent.ts';
export * from './compare-page.ts';
