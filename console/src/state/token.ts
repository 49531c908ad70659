const storageKey = 'signalbox.token';

/**
 * The token for the bridge: from the address (`#token=…`), from where it leaves at once so that it is neither
 * bookmarked nor shared, or from this tab's storage.
 */
export function takeToken(location: Location, history: History, storage: Storage): string | null {
  const found = /^#(?:.*&)?token=([^&]+)/.exec(location.hash)?.[1];
  if (found === undefined) return storage.getItem(storageKey);
  const token = decodeURIComponent(found);
  storage.setItem(storageKey, token);
  history.replaceState(null, '', `${location.pathname}${location.search}#/line`);
  return token;
}

export function keepToken(storage: Storage, token: string | null): void {
  if (token === null) storage.removeItem(storageKey);
  else storage.setItem(storageKey, token);
}
