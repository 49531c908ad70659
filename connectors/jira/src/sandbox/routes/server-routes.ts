import { type Answer, type Exchange, ok, route } from '../http/index.ts';

function serverInfo({ state, account }: Exchange): Answer {
  const zone = state.zone(account.timeZone);
  return ok({
    baseUrl: state.baseUrl,
    displayUrl: state.baseUrl,
    displayUrlServicedeskHelpCenter: state.baseUrl,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_290,
    buildDate: '2026-01-15T09:24:16.000+0000',
    serverTime: zone.format(state.now()),
    scmInfo: '0000000000000000000000000000000000000000',
    serverTitle: 'Jira',
    defaultLocale: { locale: 'en_US' },
    serverTimeZone: 'Etc/UTC',
  });
}

export const serverRoutes = [
  route('GET', '/rest/api/3/serverInfo', serverInfo),
  route('GET', '/_edge/tenant_info', ({ state }) => ok({ cloudId: state.cloudId })),
];
