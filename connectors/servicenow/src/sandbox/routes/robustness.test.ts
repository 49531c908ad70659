import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { sandboxClient } from '../testing/sandbox-client.ts';

const sandbox = createServiceNowSandbox({ seed: 12 });
const { id } = await sandbox.createTicket({ summary: 'a', description: 'b' });
const send = sandboxClient(sandbox, 'admin');

const segment = fc.oneof(
  fc.constantFrom(
    'table',
    'stats',
    'cmdb',
    'instance',
    'meta',
    'batch',
    'v1',
    'v2',
    'incident',
    'cmdb_ci',
    'task',
    id,
  ),
  fc.webSegment(),
);
const path = fc.array(segment, { maxLength: 5 }).map((segments) => `/api/now/${segments.join('/')}`);
const parameter = fc.tuple(
  fc.constantFrom(
    'sysparm_query',
    'sysparm_fields',
    'sysparm_limit',
    'sysparm_offset',
    'sysparm_display_value',
    'sysparm_group_by',
    'sysparm_avg_fields',
    'sysparm_relation_limit',
  ),
  fc.oneof(
    fc.string(),
    fc.constantFrom('__proto__', 'all', '-1', 'caller_id.manager.name', 'ORDERBYcaller_id'),
  ),
);

test('whatever is asked, the instance answers in JSON and never fails by itself', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'),
      path,
      fc.array(parameter, { maxLength: 3 }),
      fc.jsonValue(),
      async (method, where, parameters, value) => {
        const body = method === 'GET' || method === 'DELETE' ? undefined : value;
        const answer = await send(method, `${where}?${new URLSearchParams(parameters)}`, body);
        expect(answer.status).toBeLessThan(500);
        expect(typeof answer.body).toBe(answer.status === 204 ? 'undefined' : 'object');
      },
    ),
    { numRuns: 500 },
  );
});

test('whatever is written to an incident, every value stays text and bookkeeping counts one update or none', async () => {
  const columns = fc.constantFrom(
    'impact',
    'state',
    'category',
    'caller_id',
    'active',
    'opened_at',
    'sys_id',
    'work_notes',
    'order',
    'sys_mod_count',
    '__proto__',
  );
  await fc.assert(
    fc.asyncProperty(fc.dictionary(columns, fc.jsonValue({ maxDepth: 1 })), async (fields) => {
      const incident = sandbox.insertRecord('incident', { short_description: 'x' });
      const answer = await send(
        'PATCH',
        `/api/now/table/incident/${incident}?sysparm_exclude_reference_link=true`,
        fields,
      );
      expect([200, 403]).toContain(answer.status);
      const stored = sandbox.records('incident').find(({ sys_id }) => sys_id === incident);
      for (const value of Object.values(stored ?? {})) expect(typeof value).toBe('string');
      expect(['0', '1']).toContain(stored?.sys_mod_count);
    }),
    { numRuns: 200 },
  );
});
