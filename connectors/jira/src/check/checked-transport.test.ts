import type { Transport, TransportRequest } from '@signalbox/sdk';
import { expect, it } from 'vitest';
import { checkedTransport, createContractCheck } from './index.ts';

const editmeta = {
  fields: { summary: { required: true, operations: ['set'], schema: { type: 'string' } } },
};
const issueUrl = 'https://example.atlassian.net/rest/api/3/issue/SUP-1';

function put(body: unknown): TransportRequest {
  return {
    method: 'PUT',
    url: issueUrl,
    headers: {},
    body: JSON.stringify(body),
    timeoutMs: 1000,
    signal: undefined,
  };
}

async function recording() {
  const sent: string[] = [];
  const transport: Transport = async ({ method, url }) => {
    sent.push(`${method} ${url}`);
    return { status: method === 'GET' ? 200 : 204, headers: {}, body: JSON.stringify(editmeta) };
  };
  return { sent, transport: checkedTransport(transport, await createContractCheck()) };
}

it('lets a correct edit out, after asking for the editmeta once', async () => {
  const { sent, transport } = await recording();
  await transport({ ...put(undefined), method: 'GET', url: `${issueUrl}/editmeta`, body: undefined });
  await transport(put({ fields: { summary: 'a' } }));
  expect(sent).toEqual([`GET ${issueUrl}/editmeta`, `PUT ${issueUrl}`]);
});

it('takes the editmeta that comes inside an issue', async () => {
  const sent: string[] = [];
  const transport = checkedTransport(
    async ({ method }) => {
      sent.push(method);
      return { status: 200, headers: {}, body: JSON.stringify({ id: '1', editmeta }) };
    },
    await createContractCheck(),
  );
  await transport({ ...put(undefined), method: 'GET', url: `${issueUrl}?expand=editmeta`, body: undefined });
  await transport(put({ fields: { summary: 'a' } }));
  await expect(transport(put({ fields: { summary: 1 } }))).rejects.toMatchObject({ code: 'vendor-contract' });
  expect(sent).toEqual(['GET', 'PUT']);
});

it.each([
  ['a value the editmeta refuses', { fields: { summary: 1 } }],
  ['a field that is not on the screen', { fields: { priority: { id: '1' } } }],
  ['a shape the description refuses', { fields: [] }],
])('stops %s before it is sent', async (_name, body) => {
  const { sent, transport } = await recording();
  await expect(transport(put(body))).rejects.toMatchObject({ code: 'vendor-contract' });
  expect(sent.filter((line) => line.startsWith('PUT'))).toEqual([]);
});
