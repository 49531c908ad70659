export { diagnosis } from './diagnosis.ts';
