export { isDirectoryInUse } from '../store/embedded/index.ts';
export * from './prepare-database.ts';
