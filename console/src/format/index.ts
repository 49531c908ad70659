export { formatBytes, formatCount, formatDuration, formatFullTime, formatTime } from './format.ts';
