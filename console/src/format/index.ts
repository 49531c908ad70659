export {
  formatBytes,
  formatCount,
  formatDuration,
  formatFullTime,
  formatPace,
  formatTime,
} from './format.ts';
