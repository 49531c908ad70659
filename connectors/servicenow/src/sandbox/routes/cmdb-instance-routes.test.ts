import { expect, test } from 'vitest';
import { createServiceNowSandbox } from '../create-servicenow-sandbox.ts';
import { sandboxClient, search } from '../testing/sandbox-client.ts';

const sandbox = createServiceNowSandbox({ seed: 6 });
const send = sandboxClient(sandbox);

function itemNamed(name: string): string {
  return sandbox.records('cmdb_ci').find((item) => item.name === name)?.sys_id ?? '';
}

test('a configuration item comes with its attributes and what it is related to', async () => {
  const answer = await send('GET', `/api/now/cmdb/instance/cmdb_ci/${itemNamed('PS LinuxApp01')}`);
  const target = (name: string) => ({
    display_value: name,
    value: itemNamed(name),
    link: `${sandbox.baseUrl}/api/now/cmdb/instance/cmdb_ci/${itemNamed(name)}`,
  });
  expect(answer.result).toMatchObject({
    attributes: {
      sys_class_name: 'cmdb_ci_linux_server',
      name: 'PS LinuxApp01',
      os: 'Linux Red Hat',
      ip_address: '10.10.20.61',
    },
    outbound_relations: [
      { type: { display_value: 'Depends on::Used by' }, target: target('PS ORA01') },
      { type: { display_value: 'Exchanges data with::Exchanges data with' }, target: target('PS ORA01') },
    ],
    inbound_relations: [{ type: { display_value: 'Runs on::Runs' }, target: target('PS Apache01') }],
  });
});

test('the items of a class include those of its subclasses', async () => {
  const query = search({ sysparm_query: 'nameSTARTSWITHps linux^ORDERBYname', sysparm_limit: 5 });
  expect((await send('GET', `/api/now/v1/cmdb/instance/cmdb_ci_server${query}`)).result).toEqual([
    { sys_id: itemNamed('PS LinuxApp01'), name: 'PS LinuxApp01' },
    { sys_id: itemNamed('PS LinuxApp02'), name: 'PS LinuxApp02' },
  ]);
});

test('what is no class, no item of the class, or not for this account is refused', async () => {
  const id = itemNamed('PS LinuxApp01');
  expect((await send('GET', '/api/now/cmdb/instance/incident')).status).toBe(400);
  expect((await send('GET', `/api/now/cmdb/instance/cmdb_ci_printer/${id}`)).status).toBe(404);
  const requester = sandboxClient(sandbox, 'abel.tuter');
  expect((await requester('GET', `/api/now/cmdb/instance/cmdb_ci/${id}`)).status).toBe(403);
});

test('a class says what it extends and what extends it', async () => {
  expect((await send('GET', '/api/now/cmdb/meta/cmdb_ci_server')).result).toMatchObject({
    name: 'cmdb_ci_server',
    parent: 'cmdb_ci_computer',
    children: ['cmdb_ci_linux_server', 'cmdb_ci_win_server'],
    is_extendable: true,
  });
});
