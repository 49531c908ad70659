export { cmdb } from './cmdb.ts';
