import { Command } from '@commander-js/extra-typings';
import { certifyCommand } from './policy-certify.ts';

export const policyCommand = new Command('policy')
  .description('What Signalbox may do, and under which promise.')
  .addCommand(certifyCommand);
