import { type Finding, secretValue } from '@signalbox/sdk';
import { describe, expect, it } from 'vitest';
import { accountsWithout, openSandboxSite, type SandboxSite } from '../testing/index.ts';

async function findingsOf({ site }: SandboxSite): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (site.diagnosis) for await (const finding of site.diagnosis.run()) findings.push(finding);
  return findings;
}
const about = (findings: readonly Finding[], check: string) =>
  findings.filter((finding) => finding.check === check);

describe('the diagnosis', () => {
  it('finds nothing wrong with a site that is set up, and writes nothing', async () => {
    const opened = await openSandboxSite({
      configuration: { projects: ['SUP'] },
    });
    await opened.newTicket();
    const findings = await findingsOf(opened);
    expect(findings.filter(({ status }) => status === 'error')).toEqual([]);
    expect(about(findings, 'credentials')[0]?.message).toContain('Signalbox');
    expect(about(findings, 'permissions')).toMatchObject([{ status: 'ok' }]);
    expect(about(findings, 'fields')).toMatchObject([{ status: 'ok' }]);
    expect(opened.sent.filter((line) => /^(PUT|DELETE)/.test(line))).toEqual([]);
  });

  it('stops at credentials that are refused, with what to do', async () => {
    const opened = await openSandboxSite({
      configuration: {
        authentication: { kind: 'api-token', email: 'signalbox@example.com', token: secretValue('wrong') },
      },
    });
    expect(await findingsOf(opened)).toMatchObject([
      { check: 'credentials', status: 'error', remedy: expect.stringContaining('API token') },
    ]);
  });

  it('names another account than configured', async () => {
    const opened = await openSandboxSite({ configuration: { accountId: 'someone-else' } });
    expect(about(await findingsOf(opened), 'credentials')).toMatchObject([
      { status: 'error', remedy: expect.stringContaining('5f1a7c20d3e84b0012a4c901') },
    ]);
  });

  it('advises to name the account where the configuration does not', async () => {
    const opened = await openSandboxSite({ configuration: { accountId: undefined } });
    expect(about(await findingsOf(opened), 'account')).toMatchObject([
      { status: 'warning', remedy: expect.stringContaining('5f1a7c20d3e84b0012a4c901') },
    ]);
  });

  it('names missing permissions: what cannot be done, and where to grant it', async () => {
    const opened = await openSandboxSite({
      accounts: accountsWithout('EDIT_ISSUES', 'SERVICEDESK_AGENT'),
      configuration: { projects: ['SUP'] },
    });
    await opened.newTicket();
    expect(about(await findingsOf(opened), 'permissions')).toMatchObject([
      {
        status: 'error',
        message: expect.stringContaining('Edit Issues'),
        remedy: expect.stringContaining('Permissions'),
      },
      { status: 'warning', message: expect.stringContaining('internal comments') },
    ]);
  });

  it('names a field that the edit screen lacks', async () => {
    const opened = await openSandboxSite();
    await opened.newTicket();
    opened.sandbox.setOnScreen('SUP', 'labels', false);
    expect(about(await findingsOf(opened), 'fields')).toMatchObject([
      {
        status: 'warning',
        message: expect.stringContaining('labels'),
        remedy: expect.stringContaining('screen'),
      },
    ]);
  });

  it('says so where there is no issue to look at', async () => {
    expect(about(await findingsOf(await openSandboxSite()), 'fields')).toMatchObject([{ status: 'warning' }]);
  });

  it('tells that explanations stay in the panel on other projects', async () => {
    const opened = await openSandboxSite({ ticketProject: 'IT' });
    await opened.newTicket();
    expect(about(await findingsOf(opened), 'comments')[0]?.message).toContain('panel');
  });

  it('looks at webhooks where the account may see them', async () => {
    const admin = { ...(await openSandboxSite()).sandbox.credentialsOf('Ines Admin') };
    const opened = await openSandboxSite({
      configuration: {
        authentication: { kind: 'api-token', email: admin.email, token: secretValue(admin.apiToken) },
      },
    });
    expect(about(await findingsOf(opened), 'webhooks')).toMatchObject([
      { status: 'error', remedy: expect.stringContaining('WebHooks') },
    ]);
    opened.sandbox.registerWebhook('https://signalbox.example/webhooks/support');
    expect(about(await findingsOf(opened), 'webhooks')).toMatchObject([{ status: 'ok' }]);
    const other = await openSandboxSite();
    expect(about(await findingsOf(other), 'webhooks')).toMatchObject([{ status: 'warning' }]);
  });

  it.each([
    [10 * 60_000, 'error'],
    [2 * 60_000, 'warning'],
    [0, 'ok'],
  ])('compares the clocks: %i ms apart is %s', async (skewMs, status) => {
    const opened = await openSandboxSite({ vendorTime: Date.now() - skewMs });
    expect(about(await findingsOf(opened), 'clock')).toMatchObject([{ status }]);
  });
});
