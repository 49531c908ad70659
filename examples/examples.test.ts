import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** Runs an example as a newcomer would. `input` is typed line by line, each after the answer to the one before. */
async function run(
  name: string,
  words: readonly string[] = [],
  input: readonly string[] = [],
): Promise<string> {
  const program = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [program, ...words], {
    env: { ...process.env, PRACTICE_PORT: '0', SIGNALBOX_URL: 'http://127.0.0.1:9' },
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stdin.end(input.map((line) => `${line}\n`).join(''));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  expect(code, output).toBe(0);
  return output;
}

test('classify-a-text masks the text, names a topic and the words that spoke for it', async () => {
  const output = await run('classify-a-text.ts', [
    'Hi, mail me at a.b@example.com: the laptop does not start',
  ]);
  expect(output).toContain('[EMAIL_1]');
  expect(output).not.toContain('a.b@example.com');
  expect(output).toMatch(/category +Hardware, probability 0\.\d\d|category +Hardware, probability 1\.00/);
  expect(output).toMatch(/because .*laptop/);
});

test('read-a-ticket shows the same ticket at both vendors in the same words', async () => {
  const output = await run('read-a-ticket.ts');
  expect(output).toMatch(/jira: SUP-1 is of type incident, in phase new\n {2}No mail: Outlook/);
  expect(output).toMatch(/servicenow: INC\d+ is of type incident, in phase new\n {2}No mail: Outlook/);
  expect(output).toContain('may set custom.Topic: Hardware');
  expect(output).toContain('may set category: Access');
});

test('practice-jira prints what the configuration reads, and makes a ticket of each line', async () => {
  const output = await run(
    'practice-jira.ts',
    [],
    ['My laptop does not start', '', 'No mail since this morning'],
  );
  expect(output).toMatch(/export JIRA_URL=http\S+ JIRA_EMAIL=\S+ JIRA_TOKEN=\S+ JIRA_WEBHOOK=\S+/);
  expect(output).toContain('SUP-1 created');
  expect(output).toContain('SUP-2 created');
  expect(output).not.toContain('SUP-3');
});

test("mask-a-text masks what is known everywhere and the company's own numbers", async () => {
  const output = await run('mask-a-text.ts', ['E123456 wrote from a.b@example.com to E654321 and E123456']);
  expect(output).toContain('[STAFF_NUMBER_1] wrote from [EMAIL_1] to [STAFF_NUMBER_2] and [STAFF_NUMBER_1]');
  expect(output).toContain('EMAIL        19-34  a.b@example.com');
});
