import * as tf from '@tensorflow/tfjs-core';
import { defaultPolicy } from './default-policy.ts';
import { forgeStorage } from './forge-storage.ts';
import { forgeTransport } from './forge-transport.ts';
import { handleIssue } from './handle-issue.ts';
import '@tensorflow/tfjs-backend-cpu';
export async function onIssue(event: unknown): Promise<unknown> {
  await tf.ready();
  return [defaultPolicy, handleIssue, forgeTransport, forgeStorage, event, tf.tensor1d([1]).dataSync()];
}
