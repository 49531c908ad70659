import { setTimeout as delay } from 'node:timers/promises';

const pollMs = 40;

/** Waits for what real processes do in their own time; says what was waited for when it never comes. */
export async function eventually(
  what: string,
  isTrue: () => boolean | Promise<boolean>,
  timeoutMs = 30_000,
): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  while (!(await isTrue())) {
    if (Date.now() > deadline) throw new Error(`It never came true within ${timeoutMs} ms: ${what}`);
    await delay(pollMs);
  }
}
