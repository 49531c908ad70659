export * from './decide.ts';
export * from './explanation.ts';
export * from './identifiers.ts';
export * from './plan-actions.ts';
export type * from './ports.ts';
export * from './site-vendor.ts';
export * from './triage-ticket.ts';
export * from './trigger.ts';
export * from './write-action.ts';
