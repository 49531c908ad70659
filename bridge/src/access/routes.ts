import { SignalboxError } from '@signalbox/sdk';
import { z } from 'zod';
import { defineRoute, type Route, roleSchema } from '../http/index.ts';
import type { Kernel } from '../kernel.ts';
import { isInScope, type SiteScope } from '../store/index.ts';
import type { KillSwitch } from './kill-switch.ts';
import type { NewToken, TokenSummary, Tokens } from './tokens.ts';

const stateSchema = z.object({
  /** null: the switch for all sites. */
  site: z.string().nullable(),
  isPaused: z.boolean(),
  by: z.string().nullable(),
  at: z.string().nullable(),
  reason: z.string().nullable(),
});
const switchesSchema = z.object({ global: stateSchema, sites: z.array(stateSchema) });
const nameSchema = z.string().trim().min(1).max(100);

function switches(
  killSwitch: KillSwitch,
  isVisible: (site: string) => boolean,
): z.infer<typeof switchesSchema> {
  const states = killSwitch.states();
  const [global] = states;
  if (global === undefined)
    throw new SignalboxError('store-unavailable', 'The kill switch was not read yet.');
  return { global, sites: states.filter((state) => state.site !== null && isVisible(state.site)) };
}

export function switchRoutes(killSwitch: KillSwitch): readonly Route[] {
  const tag = 'kill switch';
  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/switch',
      operationId: 'readSwitch',
      access: ['viewer'],
      summary: 'Where the kill switch stands, for all and per site',
      tag,
      result: switchesSchema,
      handle: async ({ caller }) => switches(killSwitch, (site) => isInScope(caller.scope, site)),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/switch',
      operationId: 'turnSwitch',
      access: ['approver', 'admin'],
      summary: 'Stops, or allows again, every write to a site or to all of them',
      tag,
      body: z.object({
        site: z.string().nullable().describe('null: all sites'),
        isPaused: z.boolean(),
        reason: z.string().trim().min(1, 'Say why, for those who come after.').max(500),
      }),
      result: switchesSchema,
      async handle({ caller, body }) {
        const isVisible = (site: string): boolean => isInScope(caller.scope, site);
        if (body.site === null ? caller.scope.sites !== null : !isVisible(body.site)) {
          throw new SignalboxError(
            'permission',
            'Your token does not reach all the sites this would change.',
          );
        }
        await killSwitch.change({ ...body, by: caller.name });
        return switches(killSwitch, isVisible);
      },
    }),
  ];
}

const tokenSchema = z.object({
  name: z.string(),
  roles: z.array(roleSchema).readonly(),
  sites: z.array(z.string()).readonly().nullable(),
  createdAt: z.string(),
  expiresAt: z.string().nullable(),
});

/** null reaches every site, also those that come later. */
function reaches(scope: SiteScope, tokenSites: readonly string[] | null): boolean {
  return tokenSites === null ? scope.sites === null : tokenSites.every((site) => isInScope(scope, site));
}

export function tokenRoutes({ sites, clock }: Kernel, tokens: Tokens): readonly Route[] {
  const tag = 'access';

  /** What an administrator of some sites may neither see nor revoke: tokens that reach others. */
  async function tokensWithin(scope: SiteScope): Promise<readonly TokenSummary[]> {
    return (await tokens.list()).filter((token) => reaches(scope, token.sites));
  }

  /** A token that could never be used is a slip, and would be found out about at the worst moment. */
  function assertUsable({ sites: named, expiresAt }: Pick<NewToken, 'sites' | 'expiresAt'>): void {
    const unknown = named?.find((site) => !sites.has(site));
    if (unknown !== undefined) {
      const known = [...sites.keys()].map((site) => `"${site}"`).join(', ');
      throw new SignalboxError('rejected', `There is no site "${unknown}". There is ${known || 'none'}.`);
    }
    if (expiresAt !== null && Date.parse(expiresAt) <= clock.now()) {
      throw new SignalboxError('rejected', 'expiresAt has passed already: the token would never be valid.');
    }
  }

  return [
    defineRoute({
      method: 'get',
      path: '/api/v1/me',
      operationId: 'readCaller',
      access: ['viewer'],
      summary: 'Who the token stands for and what it may do',
      tag,
      result: z.object({
        name: z.string(),
        roles: z.array(roleSchema).readonly(),
        sites: z.array(z.string()).readonly().nullable(),
      }),
      handle: async ({ caller }) => ({ name: caller.name, roles: caller.roles, sites: caller.scope.sites }),
    }),
    defineRoute({
      method: 'get',
      path: '/api/v1/tokens',
      operationId: 'listTokens',
      access: ['admin'],
      summary: 'API tokens, without their values',
      tag,
      result: z.object({ items: z.array(tokenSchema).readonly() }),
      handle: async ({ caller }) => ({ items: await tokensWithin(caller.scope) }),
    }),
    defineRoute({
      method: 'post',
      path: '/api/v1/tokens',
      operationId: 'createToken',
      access: ['admin'],
      summary: 'Makes an API token; its value is shown this once',
      tag,
      body: z.object({
        name: nameSchema,
        roles: z.array(roleSchema).min(1),
        sites: z.array(z.string()).min(1).nullable().default(null).describe('null: every site'),
        expiresAt: z.iso
          .datetime({ error: 'Write a time like 2027-01-31T08:00:00Z.' })
          .nullable()
          .default(null),
      }),
      result: z.object({ token: z.string() }),
      status: 201,
      async handle({ caller, body }) {
        if (!reaches(caller.scope, body.sites)) {
          throw new SignalboxError('permission', 'A token cannot reach further than the one that makes it.');
        }
        assertUsable(body);
        return { token: await tokens.create(body) };
      },
    }),
    defineRoute({
      method: 'delete',
      path: '/api/v1/tokens/{name}',
      operationId: 'revokeToken',
      access: ['admin'],
      summary: 'Makes a token invalid at once',
      tag,
      params: z.object({ name: z.string() }),
      handle: async ({ params, caller }) => {
        const within = await tokensWithin(caller.scope);
        if (!within.some(({ name }) => name === params.name)) {
          throw new SignalboxError(
            'not-found',
            `There is no token named "${params.name}" that you may revoke.`,
          );
        }
        await tokens.revoke(params.name);
        return undefined;
      },
    }),
  ];
}
