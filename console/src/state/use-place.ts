import { useCallback, useMemo, useSyncExternalStore } from 'react';
import { formatHash, type Place, parseHash } from './hash.ts';

const subscribe = (notify: () => void) => {
  window.addEventListener('hashchange', notify);
  return () => window.removeEventListener('hashchange', notify);
};

/** The view in the address bar, and a way to go to another. `replace`: without an entry in the browser's history. */
export function usePlace(): [Place, (place: Place, options?: { readonly replace?: boolean }) => void] {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash);
  const place = useMemo(() => parseHash(hash), [hash]);
  const go = useCallback((next: Place, options?: { readonly replace?: boolean }) => {
    const address = formatHash(next);
    if (address === window.location.hash) return;
    if (options?.replace) {
      window.history.replaceState(null, '', address);
      window.dispatchEvent(new HashChangeEvent('hashchange'));
    } else window.location.hash = address;
  }, []);
  return [place, go];
}
