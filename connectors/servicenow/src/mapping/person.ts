import type { Person } from '@signalbox/sdk';
import { integrationUser, type ServiceNowConfiguration } from '../configuration/index.ts';

/** Accounts the platform itself acts as. */
const platformAccounts = new Set(['system', 'glide.maint', 'maint']);

export function isOwnAccount(userName: string, configuration: ServiceNowConfiguration): boolean {
  return userName !== '' && userName === integrationUser(configuration);
}

/** Whoever a `user_name` names; null when it is blank. An account that nothing is known of counts as a human. */
export function actorOf(userName: string, configuration: ServiceNowConfiguration): Person | null {
  if (userName === '') return null;
  const isSoftware = platformAccounts.has(userName) || isOwnAccount(userName, configuration);
  return { id: userName, name: null, email: null, kind: isSoftware ? 'integration' : 'human' };
}
