import type { Clock } from '../clock/index.ts';
import type { TransportRequest } from './transport.ts';
import { transportFailure } from './transport-failure.ts';

/**
 * Gives an exchange its time-out and abort signal where the means of transport has none of its own (Forge's
 * `requestJira`, a sandbox in process). The exchange itself may go on: its effect is then uncertain.
 */
export async function withinTime<Answer>(
  request: TransportRequest,
  clock: Clock,
  exchange: () => Promise<Answer>,
): Promise<Answer> {
  if (request.signal?.aborted) throw transportFailure(request, 'aborted', false);
  const finished = new AbortController();
  const waiting = request.signal ? AbortSignal.any([request.signal, finished.signal]) : finished.signal;
  const timedOut = clock.sleep(request.timeoutMs, waiting).then(
    () => Promise.reject(transportFailure(request, 'timeout', true)),
    () => Promise.reject(transportFailure(request, 'aborted', true)),
  );
  try {
    return await Promise.race([exchange(), timedOut]);
  } finally {
    finished.abort();
  }
}
