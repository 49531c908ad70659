import type { AccountSeed, ClientCredentials } from './access/index.ts';
import { agents, customers, userNameOf } from './seed/index.ts';

/** Everything secret about one sandbox. */
export interface SandboxSecrets {
  readonly password: string;
  readonly agentPassword: string;
  readonly adminPassword: string;
  readonly client: ClientCredentials;
  readonly webhookSecret: string;
}

export const integrationUserName = 'signalbox';

/** @param newId makes 32 hexadecimal digits */
export function makeSecrets(newId: () => string): SandboxSecrets {
  return {
    password: newId(),
    agentPassword: newId(),
    adminPassword: newId(),
    client: { clientId: newId(), clientSecret: newId(), apiKey: newId(), userName: integrationUserName },
    webhookSecret: newId(),
  };
}

/** The accounts of a new sandbox: the integration, an admin, agents, and requesters who see their own tickets only. */
export function defaultAccounts(secrets: SandboxSecrets, timeZone = 'UTC'): readonly AccountSeed[] {
  return [
    {
      userName: integrationUserName,
      password: secrets.password,
      roles: ['itil', 'personalize_dictionary', 'snc_platform_rest_api_access'],
      timeZone,
    },
    { userName: 'admin', password: secrets.adminPassword, roles: ['admin', 'itil'] },
    ...agents.map(({ name }) => ({
      userName: userNameOf(name),
      password: secrets.agentPassword,
      roles: ['itil'],
      timeZone: 'America/Los_Angeles',
    })),
    ...customers.map(({ name }) => ({
      userName: userNameOf(name),
      password: secrets.agentPassword,
      roles: [],
    })),
  ];
}
