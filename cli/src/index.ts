// What a signalbox.config.ts imports.
export { jira } from '@signalbox/connector-jira';
export { servicenow } from '@signalbox/connector-servicenow';
export { secret } from '@signalbox/sdk';
export { type ConfigurationInput, configurationSchema, defineConfig } from './configuration/index.ts';
