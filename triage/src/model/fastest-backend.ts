import { type BackendName, type BackendProvider, openBackend } from './backend.ts';
import { cpuBackend } from './cpu-backend.ts';
import { nativeBackend } from './native-backend.ts';
import { wasmBackend } from './wasm-backend.ts';

/** The first backend that runs here, opened, and why those before it do not. */
export interface BackendChoice {
  readonly provider: BackendProvider;
  readonly passedOver: readonly { readonly backend: BackendName; readonly reason: string }[];
}

/**
 * Opens the first of `providers` that runs here.
 * @throws Error when none does; its message gives each one's reason.
 */
export async function openFirst(providers: readonly BackendProvider[]): Promise<BackendChoice> {
  const passedOver: { backend: BackendName; reason: string }[] = [];
  for (const provider of providers) {
    try {
      await openBackend(provider);
      return { provider, passedOver };
    } catch (error) {
      const [reason] = (error instanceof Error ? error.message : String(error)).split('\n');
      passedOver.push({ backend: provider.name, reason: reason ?? '' });
    }
  }
  const reasons = passedOver.map(({ backend, reason }) => `${backend}: ${reason}`);
  throw new Error(`No backend of TensorFlow.js runs here. ${reasons.join('; ')}`);
}

let chosen: Promise<BackendChoice> | undefined;

/** The native library where it loads, else WebAssembly, else plain JavaScript; found out once per process. */
export function fastestBackend(): Promise<BackendChoice> {
  chosen ??= openFirst([nativeBackend, wasmBackend, cpuBackend]);
  return chosen;
}
