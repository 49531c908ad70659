import '@tensorflow/tfjs-backend-cpu';
import type { BackendProvider } from './backend.ts';

/** The pure-JavaScript backend: runs everywhere, Atlassian's Forge runtime included. */
export const cpuBackend: BackendProvider = { name: 'cpu', register: () => Promise.resolve() };
