export { classifyCommand } from './classify.ts';
export { demoCommand } from './demo.ts';
export { doctorCommand } from './doctor.ts';
export { evaluateCommand } from './evaluate.ts';
export { sandboxCommand } from './sandbox.ts';
export { startCommand } from './start.ts';
export { pauseCommand, resumeCommand } from './switch.ts';
export { syncCommand } from './sync.ts';
export { trainCommand } from './train.ts';
