import { type Clock, systemClock } from '../clock/index.ts';
import { type Transport, type TransportResponse, transportFailure, withinTime } from '../http/index.ts';
import { ConnectionCut } from './connection-cut.ts';
import type { Sandbox } from './sandbox.ts';

/** Reaches a sandbox in the same process, without sockets. A cut looks as it does on the network: anything may have happened. */
export function sandboxTransport(sandbox: Pick<Sandbox, 'fetch'>, clock: Clock = systemClock): Transport {
  return (request) =>
    withinTime(request, clock, async (): Promise<TransportResponse> => {
      try {
        const response = await sandbox.fetch(
          new Request(request.url, {
            method: request.method,
            headers: request.headers,
            redirect: 'manual',
            ...(request.body === undefined ? {} : { body: request.body }),
          }),
        );
        return {
          status: response.status,
          headers: Object.fromEntries(response.headers),
          body: await response.text(),
        };
      } catch (error) {
        if (error instanceof ConnectionCut) throw transportFailure(request, 'network', true, 'ECONNRESET');
        throw error;
      }
    });
}
