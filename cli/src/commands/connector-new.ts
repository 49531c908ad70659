import path from 'node:path';
import { Argument, Command } from '@commander-js/extra-typings';
import { createConnectorPackage } from '@signalbox/sdk/scaffold';
import { paint, printJson } from '../output/index.ts';

export const connectorNewCommand = new Command('new')
  .description(
    'Make a connector package that passes type check and conformance at once, to be changed file by file.',
  )
  .addArgument(new Argument('<name>', 'in kebab-case: zendesk'))
  .option('--directory <directory>', 'where to put it; default: ./NAME')
  .option(
    '--sdk <specifier>',
    'what its package.json says of @signalbox/sdk, as in file:../signalbox-sdk-0.1.0.tgz',
  )
  .option('--json', 'print one JSON object as the last line', false)
  .action(async (name, options) => {
    const directory = path.resolve(options.directory ?? name);
    const files = await createConnectorPackage({
      name,
      directory,
      ...(options.sdk ? { sdk: options.sdk } : {}),
    });
    if (options.json) return printJson({ name, directory, files });
    console.log(
      [
        paint('bold', `A connector for ${name} in ${directory}`),
        ...files.map((file) => `  ${file}`),
        '',
        'Next, there:',
        '  npm install',
        '  npm run check   # types',
        '  npm test        # every promise of the connector, against its sandbox',
        '',
        'It talks to a ticket server that does not exist: README.md says which file to change first.',
      ].join('\n'),
    );
  });
