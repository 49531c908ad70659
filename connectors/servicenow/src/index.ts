export type { ServiceNowConfiguration, ServiceNowSettings, TicketTable } from './configuration/index.ts';
export { serviceNowConfigurationSchema } from './configuration/index.ts';
export { serviceNowConnector, servicenow } from './connector.ts';
export { basePriority, basePriorityMatrix, type Level, type Priority } from './mapping/index.ts';
