export type { AccessRules, AccountSeed } from './access/index.ts';
export * from './create-servicenow-sandbox.ts';
export type { RateLimitOptions } from './limits/index.ts';
export { type ChoiceOption, choiceOf, defaultAssignmentGroups, defaultCategories } from './seed/index.ts';
export type * from './servicenow-sandbox.ts';
