export * from './changelog-bean.ts';
export * from './comment-bean.ts';
export * from './field-metadata.ts';
export * from './issue-bean.ts';
export * from './issue-fields.ts';
export * from './transition-bean.ts';
