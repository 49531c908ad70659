export * from './complaint.ts';
export * from './date-time.ts';
export * from './encoded-query.ts';
export * from './record.ts';
export * from './table-api.ts';
