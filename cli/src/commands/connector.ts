import { Command } from '@commander-js/extra-typings';
import { connectorNewCommand } from './connector-new.ts';
import { connectorTestCommand } from './connector-test.ts';

export const connectorCommand = new Command('connector')
  .description('Connectors of your own: make one, and hold it to its promises.')
  .addCommand(connectorNewCommand)
  .addCommand(connectorTestCommand);
