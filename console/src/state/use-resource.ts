import { useCallback, useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/index.ts';

export interface Resource<T> {
  /** The last answer; it stays while a newer one is on its way or fails. */
  readonly data: T | null;
  /** Why the newest answer is not there; null when it is. */
  readonly error: ApiError | null;
  /** Milliseconds since the epoch of the last answer; null before the first. */
  readonly loadedAt: number | null;
  readonly refresh: () => void;
}

export type Load<T> = (signal: AbortSignal, held: T | null) => Promise<T>;

interface Held<T> {
  readonly load: Load<T> | null;
  readonly data: T | null;
  readonly error: ApiError | null;
  readonly loadedAt: number | null;
}

const nothing = { load: null, data: null, error: null, loadedAt: null };

/**
 * Loads, and loads again whenever `pulse` changes: one request at a time, the newest wish last. A new `load` (keep it
 * stable with useCallback) starts from nothing.
 */
export function useResource<T>(load: Load<T>, pulse: number): Resource<T> {
  const [held, setHeld] = useState<Held<T>>(nothing);
  const run = useRef<(() => void) | null>(null);
  const seenPulse = useRef(pulse);

  useEffect(() => {
    const controller = new AbortController();
    let isRunning = false;
    let isWanted = false;
    let data: T | null = null;

    const start = async () => {
      isWanted = true;
      if (isRunning) return;
      isRunning = true;
      while (isWanted && !controller.signal.aborted) {
        isWanted = false;
        try {
          data = await load(controller.signal, data);
          const fresh = { load, data, error: null, loadedAt: Date.now() };
          if (!controller.signal.aborted) setHeld(fresh);
        } catch (thrown) {
          if (controller.signal.aborted) break;
          const error = thrown instanceof ApiError ? thrown : new ApiError('unreadable', String(thrown));
          setHeld((before) => ({ ...(before.load === load ? before : nothing), load, error }));
        }
      }
      isRunning = false;
    };
    run.current = () => void start();
    void start();
    return () => controller.abort();
  }, [load]);

  useEffect(() => {
    if (seenPulse.current === pulse) return;
    seenPulse.current = pulse;
    run.current?.();
  }, [pulse]);

  const refresh = useCallback(() => run.current?.(), []);
  const shown = held.load === load ? held : nothing;
  return { data: shown.data, error: shown.error, loadedAt: shown.loadedAt, refresh };
}
