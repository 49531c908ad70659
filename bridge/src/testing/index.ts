export { startTestBridge, type TestBridge, testToken } from './test-bridge.ts';
export { createTestDatabase, type TestDatabase } from './test-database.ts';
export { type WebhookSite, webhookSite } from './webhook-site.ts';
