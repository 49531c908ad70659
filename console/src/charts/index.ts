export { Confidence } from './confidence.tsx';
export { Latency } from './latency.tsx';
export { Throughput } from './throughput.tsx';
