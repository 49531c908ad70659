export * from './acme-connector.ts';
export { type AcmeConfiguration, acmeConfigurationSchema } from './configuration.ts';
