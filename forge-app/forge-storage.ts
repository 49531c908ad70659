import { ForgeKvsAPIError, kvs, WhereConditions } from '@forge/kvs';
import type { KeyValueStore } from './key-value-store.ts';

/** What Forge gives in one answer. */
const mostPerQuery = 100;

/** Forge's key-value storage; it belongs to the installation and goes with it. */
export const forgeStorage: KeyValueStore = {
  get: (key) => kvs.get(key),
  set: (key, value) => kvs.set(key, value),
  async setIfAbsent(key, value) {
    try {
      await kvs.set(key, value, { keyPolicy: 'FAIL_IF_EXISTS' });
      return true;
    } catch (error) {
      if (error instanceof ForgeKvsAPIError && (await kvs.get(key)) !== undefined) return false;
      throw error;
    }
  },
  delete: (key) => kvs.delete(key),
  async list(prefix, limit) {
    const found: { readonly key: string; readonly value: unknown }[] = [];
    let cursor: string | undefined;
    do {
      const pageSize = Math.min(mostPerQuery, limit - found.length);
      const query = kvs.query().where('key', WhereConditions.beginsWith(prefix)).limit(pageSize);
      const { results, nextCursor } = await (cursor === undefined ? query : query.cursor(cursor)).getMany();
      found.push(...results.map(({ key, value }) => ({ key, value })));
      cursor = results.length === 0 ? undefined : nextCursor;
    } while (cursor !== undefined && found.length < limit);
    return found;
  },
};
