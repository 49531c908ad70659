export * from './checkpoint.ts';
export * from './completeness-certificate.ts';
export * from './page.ts';
export * from './parse-answer.ts';
export * from './read-by-change-time.ts';
