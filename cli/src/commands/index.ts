export { demoCommand } from './demo.ts';
export { doctorCommand } from './doctor.ts';
export { sandboxCommand } from './sandbox.ts';
export { startCommand } from './start.ts';
export { pauseCommand, resumeCommand } from './switch.ts';
