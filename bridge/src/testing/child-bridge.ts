import { startTestBridge } from './test-bridge.ts';
import { webhookSite } from './webhook-site.ts';

/** A bridge in a process of its own, for tests that kill it: `node child-bridge.ts DATABASE`; prints its address. */
const [, , database] = process.argv;
if (database === undefined) throw new Error('usage: child-bridge.ts DATABASE');
try {
  const bridge = await startTestBridge({ database, sites: [webhookSite('desk')] });
  // Before the address: who reads it may end the process at once.
  process.once('SIGTERM', () => void bridge.stop());
  console.log(bridge.address);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
