import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { sandboxClient } from '../testing/sandbox-client.ts';

const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const headers = [
  { name: 'Accept', value: 'application/json' },
  { name: 'Content-Type', value: 'application/json' },
];

test('several requests are answered in one, each with its own status; what is too large is not served', async () => {
  const sandbox = createServiceNowSandbox({ seed: 8 });
  const { id } = await sandbox.createTicket({ summary: 'a', description: '' });
  const url = `/api/now/table/incident/${id}`;
  const answer = await sandboxClient(sandbox)('POST', '/api/now/v1/batch', {
    batch_request_id: '42',
    rest_requests: [
      { id: 'write', method: 'PATCH', url, headers, body: base64({ category: 'access' }) },
      {
        id: 'absent',
        method: 'GET',
        url: '/api/now/table/incident/none',
        headers,
        exclude_response_headers: true,
      },
      { id: 'large', method: 'POST', url: '/api/now/table/incident', headers, body: 'A'.repeat(7_400_000) },
    ],
  });
  expect(answer.status).toBe(200);
  expect(answer.body).toMatchObject({
    batch_request_id: '42',
    serviced_requests: [
      { id: 'write', status_code: 200, status_text: 'OK' },
      { id: 'absent', status_code: 404, headers: [] },
    ],
    unserviced_requests: ['large'],
  });
  expect(sandbox.journal.at(-1)).toMatchObject({ ticketId: id, actor: 'signalbox', fields: ['category'] });
});

test('a batch of another shape is refused', async () => {
  const send = sandboxClient(createServiceNowSandbox());
  expect((await send('POST', '/api/now/v1/batch', { rest_requests: 'all' })).status).toBe(400);
});
