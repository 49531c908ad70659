export * from './add-comment.ts';
export * from './change-request.ts';
export * from './create-issue.ts';
export * from './delete-issue.ts';
export * from './edit-issue.ts';
export * from './move-issue.ts';
export * from './transition-issue.ts';
export * from './write-property.ts';
