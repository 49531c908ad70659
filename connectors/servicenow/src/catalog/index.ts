export { readCatalog } from './catalog.ts';
