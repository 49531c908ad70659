export { type Access, createAccess } from './create-access.ts';
export type { KillSwitch, SwitchChange, SwitchState } from './kill-switch.ts';
export type { ConfiguredToken, NewToken, TokenSummary, Tokens } from './tokens.ts';
