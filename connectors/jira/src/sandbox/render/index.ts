export * from './account-bean.ts';
export * from './choice-bean.ts';
export * from './issue-type-bean.ts';
export * from './project-bean.ts';
export * from './status-bean.ts';
export * from './viewer.ts';
