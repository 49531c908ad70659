export * from './action.ts';
export * from './classification.ts';
export * from './decision.ts';
export * from './outcome.ts';
export * from './policy.ts';
export * from './reason.ts';
export * from './receipt.ts';
export * from './suggestion.ts';
