/** What the app needs of Forge's key-value storage. Keys match `/^(?!\s+$)[a-zA-Z0-9:._\s-#]+$/`, at most 500 characters. */
export interface KeyValueStore {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  /** False, and nothing stored, when the key exists. */
  setIfAbsent(key: string, value: unknown): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Values whose keys begin with `prefix`, at most `limit`. */
  list(prefix: string, limit: number): Promise<readonly { readonly key: string; readonly value: unknown }[]>;
}
