import { type CallOptions, errorFinding, type Finding, okFinding, warningFinding } from '@signalbox/sdk';
import { type JiraContext, userSchema } from '../rest/index.ts';

/** Above it, tokens and webhooks' time windows begin to fail. */
const acceptedSkewMs = 60_000;
const dangerousSkewMs = 5 * 60_000;

function clockFinding(context: JiraContext, date: string | undefined): Finding[] {
  const theirs = date === undefined ? Number.NaN : Date.parse(date);
  if (Number.isNaN(theirs)) return [];
  const skewMs = Math.abs(context.clock.now() - theirs);
  const seconds = Math.round(skewMs / 1000);
  if (skewMs <= acceptedSkewMs)
    return [okFinding('clock', `This machine's clock is within ${seconds} s of Jira's.`)];
  const tell = skewMs > dangerousSkewMs ? errorFinding : warningFinding;
  return [
    tell(
      'clock',
      `This machine's clock is ${seconds} s away from Jira's.`,
      'Set the clock by NTP: webhooks that seem too old are refused.',
    ),
  ];
}

/** Whose credentials these are, and how far the clocks are apart. */
export async function checkCredentials(context: JiraContext, options?: CallOptions): Promise<Finding[]> {
  const { configuration } = context;
  const response = await context.http.request({
    method: 'GET',
    path: '/rest/api/3/myself',
    kind: 'read',
    ...options,
  });
  const user = userSchema.safeParse(response.body).data;
  if (!user?.accountId) {
    return [
      errorFinding(
        'credentials',
        'Jira did not say whose credentials these are.',
        'Compare baseUrl with the address of your site: what answered is not Jira Cloud.',
      ),
    ];
  }
  const isOther = configuration.accountId !== undefined && configuration.accountId !== user.accountId;
  return [
    isOther
      ? errorFinding(
          'credentials',
          'The credentials belong to another account than accountId names.',
          `Write accountId: '${user.accountId}', or remove it.`,
        )
      : okFinding('credentials', `Signed in as ${user.displayName ?? user.accountId} (${user.accountId}).`),
    ...(configuration.accountId === undefined
      ? [
          warningFinding(
            'account',
            'accountId is not set, so webhooks of our own edits are read once more before they are recognised.',
            `Write accountId: '${user.accountId}' into the site's configuration.`,
          ),
        ]
      : []),
    ...clockFinding(context, response.headers.date),
  ];
}
