import { ForgeKvsAPIError, kvs, WhereConditions } from '@forge/kvs';
import type { KeyValueStore } from './key-value-store.ts';

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
    const { results } = await kvs
      .query()
      .where('key', WhereConditions.beginsWith(prefix))
      .limit(limit)
      .getMany();
    return results.map(({ key, value }) => ({ key, value }));
  },
};
