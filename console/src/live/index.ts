export { type Connection, type Live, useLive } from './use-live.ts';
