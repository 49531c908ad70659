export { demoPolicy } from './demo-configuration.ts';
export { createDemoDirectory } from './demo-directory.ts';
export { drawTickets } from './demo-tickets.ts';
export type { Delivery, DemoReport } from './report.ts';
export { runDemo } from './run-demo.ts';
export { summarise } from './summary.ts';
export { type DemoVendor, startVendors } from './vendors.ts';
