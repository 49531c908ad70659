import { type Finding, secretValue } from '@signalbox/sdk';
import { expect, test } from 'vitest';
import { need, openSandboxSite, type SandboxSite } from '../testing/open-sandbox-site.ts';

async function findings({ site }: SandboxSite): Promise<readonly Finding[]> {
  const found: Finding[] = [];
  for await (const finding of need(site.diagnosis).run()) found.push(finding);
  return found;
}

const troubles = (found: readonly Finding[]) =>
  found.filter((finding) => finding.status !== 'ok').map((finding) => [finding.check, finding.status]);

async function withTicket(world: SandboxSite): Promise<SandboxSite> {
  const { id } = await world.sandbox.createTicket({ summary: 'a', description: 'b' });
  await world.sandbox.editTicket(id, { category: 'access', work_notes: 'x' });
  return world;
}

test('an instance that has everything gets no complaint but what it cannot know', async () => {
  const world = await withTicket(openSandboxSite({}, { humanQueue: { assignmentGroup: 'Service Desk' } }));
  world.sandbox.setProperty('glide.invalid_query.returns_no_rows', 'true');
  const found = await findings(world);
  expect(troubles(found).filter(([, status]) => status === 'error')).toEqual([]);
  expect(found.find((finding) => finding.check === 'credentials')?.message).toBe('Signed in as signalbox.');
  expect(world.sent.every((request) => request.method === 'GET')).toBe(true);
});

test('wrong credentials end the run with what to do', async () => {
  const world = openSandboxSite(
    {},
    { authentication: { kind: 'basic', user: 'signalbox', password: secretValue('wrong') } },
  );
  const found = await findings(world);
  expect(found.at(-1)).toMatchObject({ check: 'credentials', status: 'error' });
  expect(found.at(-1)?.remedy).toMatch(/password/);
});

test('each missing right is named with its remedy', async () => {
  const world = await withTicket(
    openSandboxSite(
      { accounts: [{ userName: 'poor', password: 'p', roles: [] }] },
      { authentication: { kind: 'basic', user: 'poor', password: secretValue('p') } },
    ),
  );
  const found = await findings(world);
  const broken = new Map(found.map((finding) => [finding.check, finding]));
  expect(broken.get('table incident')?.status).toBe('error');
  expect(broken.get('table sys_audit')?.status).toBe('error');
  expect(broken.get('table sys_dictionary')?.status).toBe('warning');
  for (const finding of found) expect(finding.status === 'ok').toBe(finding.remedy === null);
});

test('a query that is not strict, hidden columns and missing parts are found', async () => {
  const world = await withTicket(
    openSandboxSite({}, { customFields: ['u_nothing'], humanQueue: { assignmentGroup: 'Nobody' } }),
  );
  world.sandbox.setProperty('glide.invalid_query.returns_no_rows', 'false');
  world.sandbox.restrictAccount('signalbox', { hiddenFields: { incident: ['number'] } });
  const found = new Map((await findings(world)).map((finding) => [finding.check, finding]));
  expect(found.get('strict queries')?.status).toBe('warning');
  expect(found.get('table incident')?.message).toMatch(/number/);
  expect(found.get('custom columns of incident')?.message).toMatch(/u_nothing/);
  expect(found.get('human queue')?.status).toBe('error');
});

test.each([
  ['true', 'ok', /returns nothing/],
  ['false', 'warning', /is ignored/],
])(
  'with glide.invalid_query.returns_no_rows %s, strictness is %s, and not proved while no row shows it',
  async (property, status, message) => {
    const world = openSandboxSite();
    world.sandbox.setProperty('glide.invalid_query.returns_no_rows', property);
    const strictness = async () =>
      (await findings(world)).find((finding) => finding.check === 'strict queries');
    expect(await strictness()).toMatchObject({
      status: 'warning',
      message: expect.stringMatching(/^Not proved: incident shows no row/),
      remedy: expect.stringMatching(/when incident holds a record/),
    });
    await withTicket(world);
    expect(await strictness()).toMatchObject({ status, message: expect.stringMatching(message) });
  },
);

test('a clock that is far off is found', async () => {
  const world = await withTicket(openSandboxSite());
  const clockAt = async (aheadMs: number) => {
    world.onAnswer((answer) => ({
      ...answer,
      headers: { ...answer.headers, date: new Date(world.clock.now() + aheadMs).toUTCString() },
    }));
    return (await findings(world)).find((finding) => finding.check === 'clock')?.status;
  };
  expect(await clockAt(10_000)).toBe('ok');
  expect(await clockAt(-10 * 60_000)).toBe('error');
});
