import { createContext, use } from 'react';
import type { ApiClient } from '../api/index.ts';
import type { TicketNews } from '../live/index.ts';

/** What every view needs of the bridge. */
export interface Bridge {
  readonly client: ApiClient;
  readonly baseUrl: string;
  /** See `useResource`. */
  readonly pulse: number;
  readonly news: TicketNews;
  readonly refresh: () => void;
  /** Whether nothing is written to a site now. */
  readonly isPaused: (site: string) => boolean;
  /** Forgets the token and asks for another. */
  readonly askForToken: () => void;
}

export const BridgeContext = createContext<Bridge | null>(null);

export function useBridge(): Bridge {
  const bridge = use(BridgeContext);
  if (bridge === null) throw new Error('useBridge is for views inside the console');
  return bridge;
}
