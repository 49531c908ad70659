import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const program = `
import { createJiraSandbox } from ${JSON.stringify(new URL('create-jira-sandbox.ts', import.meta.url).href)};
const [, body, agent] = process.argv;
const sandbox = createJiraSandbox();
const { id } = await sandbox.createTicket({ summary: 'Mail', description: 'x' });
const { email, apiToken } = sandbox.credentials;
const headers = {
  authorization: 'Basic ' + Buffer.from(email + ':' + apiToken).toString('base64'),
  'content-type': 'application/json',
  'user-agent': agent,
};
const url = sandbox.baseUrl + '/rest/api/3/issue/' + id;
const answer = await sandbox.fetch(new Request(url, { method: 'PUT', headers, body }));
console.log(answer.status);
`;

async function edit(body: object, agent = 'signalbox (jira/0.1.0)') {
  const parts = ['--input-type=module', '-e', program, JSON.stringify(body), agent];
  const options = { env: { ...process.env, SIGNALBOX_SANDBOX_CHECK: '1' } };
  return await promisify(execFile)(process.execPath, parts, options).then(
    ({ stdout }) => ({ said: stdout.trim(), failed: false }),
    (error: { stderr: string }) => ({ said: error.stderr, failed: true }),
  );
}

it('an edit of ours that keeps the contract passes', async () => {
  const right = { fields: { customfield_10050: { value: 'Hardware' } } };
  expect(await edit(right)).toEqual({ said: '204', failed: false });
});

it.each([
  ['shape', { fields: [] }, /must be object/],
  ['option', { fields: { customfield_10050: { value: 'Weather' } } }, /customfield_10050.*not allowed/s],
  ['field', { fields: { customfield_99999: 'x' } }, /customfield_99999.*not on the screen/s],
  ['type', { fields: { summary: 1 } }, /summary.*not a string/s],
])('one with a wrong %s ends the process that tests it, and says why', async (_, body, words) => {
  expect(await edit(body)).toEqual({ said: expect.stringMatching(words), failed: true });
});

it('a stranger’s is left to the sandbox itself', async () => {
  const wrong = { fields: { customfield_10050: { value: 'Weather' } } };
  expect(await edit(wrong, 'curl/8')).toEqual({ said: '400', failed: false });
});
