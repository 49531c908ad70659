import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { codeBlocks, readPages, root } from './markdown.ts';

interface Use {
  readonly page: string;
  readonly command: string;
  readonly options: readonly string[];
}

/** Every `signalbox -- COMMAND …`, `npm run demo …` and `npm start …` in a shell block. */
async function documentedUses(): Promise<readonly Use[]> {
  const blocks = (await readPages()).flatMap(codeBlocks).filter(({ language }) => language === 'sh');
  return blocks.flatMap(({ page, code }) =>
    code
      .replaceAll('\\\n', ' ')
      .split('\n')
      .flatMap((line) => {
        const match = /npm run -s signalbox -- (\w+)(.*)$|npm (?:run )?(?:-s )?(demo|start)(.*)$/.exec(line);
        const command = match?.[1] ?? match?.[3];
        if (command === undefined) return [];
        const words = (match?.[2] ?? match?.[4] ?? '').trim().split(' ');
        const name = groups.has(command) ? `${command} ${words[0]}` : command;
        return [{ page, command: name, options: words.filter((word) => /^--\w/.test(word)) }];
      }),
  );
}

/** `policy certify`, `webhooks list`, … have a help of their own. */
const groups: ReadonlySet<string> = new Set(['connector', 'policy', 'webhooks']);

async function helpOf(command: string): Promise<string> {
  const program = path.join(root, 'cli/src/signalbox.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...command.split(' '), '--help']);
  return stdout;
}

test('every command and option in the documentation is one that the program has', async () => {
  const uses = await documentedUses();
  const commands = [...new Set(uses.map(({ command }) => command))];
  expect(commands).toEqual(expect.arrayContaining(['demo', 'doctor', 'start', 'pause', 'resume', 'train']));
  const helps = new Map(
    await Promise.all(commands.map(async (command) => [command, await helpOf(command)] as const)),
  );
  for (const { page, command, options } of uses) {
    const help = helps.get(command) ?? '';
    // Unknown commands show the list of all.
    expect.soft(help, `${page}: ${command}`).toContain(`Usage: signalbox ${command}`);
    for (const option of options) expect.soft(help, `${page}: ${command}`).toContain(`${option} `);
  }
}, 120_000);
