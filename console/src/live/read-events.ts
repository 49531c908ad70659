import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { ApiClient } from '../api/index.ts';

/** A stream that says nothing for so long, not even a heartbeat, is taken for dead. */
export const silenceMs = 60_000;

/** Whoever is told about what happens in the stream. */
export interface EventListener {
  /** The bridge answered. */
  onOpen(): void;
  /** Something happened, as JSON; the pages load what, so that they and the API never tell different stories. */
  onEvent(data: string): void;
}

/**
 * Reads the bridge's events until the stream ends, fails or falls silent. fetch and not EventSource: EventSource
 * cannot send the token. Comments are heartbeats. Throws `ApiError` when the
 * bridge refuses.
 */
export async function readEvents(
  client: ApiClient,
  listener: EventListener,
  signal: AbortSignal,
): Promise<void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMs);
  try {
    const response = await client.open('api/v1/events', AbortSignal.any([signal, silence.signal]));
    if (response.body === null) return;
    listener.onOpen();
    const reader = response.body
      .pipeThrough(
        new TransformStream<Uint8Array<ArrayBuffer>, BufferSource>({
          transform(chunk, controller) {
            clearTimeout(timer);
            timer = setTimeout(() => silence.abort(), silenceMs);
            controller.enqueue(chunk);
          },
        }),
      )
      .pipeThrough(new TextDecoderStream())
      .pipeThrough(new EventSourceParserStream())
      .getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      listener.onEvent(read.value.data);
    }
  } catch (error) {
    if (!signal.aborted && silence.signal.aborted) return;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
