import { type Account, findAccount } from '../state/index.ts';
import { selfUrl, type Viewer } from './viewer.ts';

const sizes = [48, 24, 16, 32];

export function avatarUrls(accountId: string): Readonly<Record<string, string>> {
  const host = 'https://avatar-management--avatars.us-west-2.prod.public.atl-paas.net';
  return Object.fromEntries(
    sizes.map((size) => [
      `${size}x${size}`,
      `${host}/${encodeURIComponent(accountId)}/128?size=${size}&s=${size}`,
    ]),
  );
}

export function accountBean(account: Account, viewer: Viewer): Readonly<Record<string, unknown>> {
  return {
    self: selfUrl(viewer, `user?accountId=${encodeURIComponent(account.accountId)}`),
    accountId: account.accountId,
    emailAddress: account.emailAddress,
    avatarUrls: avatarUrls(account.accountId),
    displayName: account.displayName,
    active: account.active,
    timeZone: account.timeZone,
    accountType: account.accountType,
  };
}

export function accountById(accountId: string, viewer: Viewer): Readonly<Record<string, unknown>> | null {
  const account = findAccount(viewer.state, accountId);
  return account ? accountBean(account, viewer) : null;
}
