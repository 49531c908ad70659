import { request } from 'node:http';
import { OpenAPIHono } from '@hono/zod-openapi';
import { expect, test } from 'vitest';
import { serve } from './serve.ts';

test('a connection that is kept open for more ends with the answer that is under way when the server closes', async () => {
  const arrived = Promise.withResolvers<void>();
  const mayAnswer = Promise.withResolvers<void>();
  const app = new OpenAPIHono();
  app.get('/', async (context) => {
    arrived.resolve();
    await mayAnswer.promise;
    return context.text('done');
  });
  const server = await serve({ app, port: 0, host: '127.0.0.1' });
  const ended = new Promise<string[]>((resolve, reject) => {
    const events: string[] = [];
    const call = request(server.address, { headers: { connection: 'keep-alive' } }, (response) => {
      response.resume().once('end', () => events.push('answered'));
      response.socket.once('close', () => resolve([...events, 'closed']));
    });
    call.once('error', reject).end();
  });
  await arrived.promise;
  // Far longer than any test may run.
  const closed = server.close(3_600_000);
  mayAnswer.resolve();
  expect(await ended).toEqual(['answered', 'closed']);
  await closed;
});
