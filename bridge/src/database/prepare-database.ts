import { prepareDirectory } from '../store/embedded/index.ts';

const embeddedPrefix = 'embedded:';

/**
 * Makes the data directory of a new embedded database, which takes about as long as loading everything else: called
 * first, the two go on side by side. Does nothing for any other URL, and nothing that `createBridge` would not do.
 * @throws `store-in-use`, `store-incompatible`, `platform-unsupported`, `store-unavailable`, as `createBridge`.
 */
export async function prepareDatabase(url: string): Promise<void> {
  const directory = url.startsWith(embeddedPrefix) ? url.slice(embeddedPrefix.length) : '';
  if (directory !== '') await prepareDirectory(directory);
}
