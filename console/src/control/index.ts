export { PauseBanner } from './pause-banner.tsx';
export { SwitchBoard } from './switch-board.tsx';
export { type SwitchSummary, summariseSwitches } from './switch-summary.ts';
