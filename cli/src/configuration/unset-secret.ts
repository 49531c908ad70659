import { Secret } from '@signalbox/sdk';

/** A secret of a configuration that has no value now. */
export interface UnsetSecret {
  /** Where it stands in the configuration. */
  readonly path: readonly string[];
  /** What to set; never a value. */
  readonly message: string;
}

/** The first secret in `value` that cannot be read; null when all can. */
export function unsetSecret(value: unknown, path: readonly string[] = []): UnsetSecret | null {
  if (value instanceof Secret) {
    try {
      value.reveal();
      return null;
    } catch (error) {
      return {
        path,
        message: error instanceof Error ? error.message : `The secret ${value.name} has no value.`,
      };
    }
  }
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, member] of Object.entries(value)) {
    const found = unsetSecret(member, [...path, key]);
    if (found) return found;
  }
  return null;
}
