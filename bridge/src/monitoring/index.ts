export { createMonitoring, type MonitoringOptions } from './create-monitoring.ts';
export { type Overview, overviewSchema } from './overview.ts';
