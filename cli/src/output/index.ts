export * from './describe-certification.ts';
export * from './describe-evaluation.ts';
export * from './describe-reconciliation.ts';
export * from './describe-sync.ts';
export * from './exit-code.ts';
export * from './paint.ts';
export * from './print-json.ts';
export * from './progress.ts';
