import type { BackendProvider } from './backend.ts';

/** Installed by who wants it: its own installation downloads a library, which fails behind firewalls. */
const packageName: string = '@tensorflow/tfjs-node';

/** TensorFlow's C library. */
export const nativeBackend: BackendProvider = {
  name: 'tensorflow',
  async register() {
    const { default: util } = await import('node:util');
    // Version 4.22 calls a function that Node 23 removed.
    if (!('isNullOrUndefined' in util)) {
      Object.assign(util, { isNullOrUndefined: (value: unknown) => value === null || value === undefined });
    }
    try {
      await import(packageName);
    } catch (cause) {
      if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND') {
        throw new Error(`${packageName} is not installed`, { cause });
      }
      throw cause;
    }
  },
};
