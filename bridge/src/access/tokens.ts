import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { type Clock, type Secret, SignalboxError } from '@signalbox/sdk';
import { sql } from 'kysely';
import type { Authenticate, Role } from '../http/index.ts';
import type { Store } from '../store/index.ts';
import type { AccessTables } from './tables.ts';

/** A token that the configuration gives: for other programs, and for people until they come through OIDC. */
export interface ConfiguredToken {
  /** Who it stands for, as the log and the receipts will say. */
  readonly name: string;
  readonly token: Secret;
  readonly roles: readonly Role[];
  /** null: every site. */
  readonly sites: readonly string[] | null;
}

export interface TokenSummary {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly sites: readonly string[] | null;
  readonly createdAt: string;
  readonly expiresAt: string | null;
}

export interface NewToken {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly sites: readonly string[] | null;
  /** ISO 8601; null: never. */
  readonly expiresAt: string | null;
}

export interface Tokens {
  readonly authenticate: Authenticate;
  list(): Promise<readonly TokenSummary[]>;
  /** The answer is the only time the token is seen. Throws `conflict` when the name is taken. */
  create(token: NewToken): Promise<string>;
  /** Throws `not-found`. */
  revoke(name: string): Promise<void>;
  /** Makes the configuration's tokens valid, and those it named before and no longer names invalid. */
  configure(tokens: readonly ConfiguredToken[]): Promise<void>;
  /** The first administrator's token, made once in a database without any; null when there are some. */
  createFirst(): Promise<string | null>;
}

const shortestToken = 24;
const configuredPrefix = 'configuration:';
const firstName = 'first administrator';

function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function isSame(left: string, right: string): boolean {
  const [one, other] = [Buffer.from(left), Buffer.from(right)];
  return one.length === other.length && timingSafeEqual(one, other);
}

function bearer(authorization: string | undefined): string | null {
  const match = /^Bearer ([\x21-\x7e]{1,512})$/i.exec(authorization ?? '');
  return match?.[1] ?? null;
}

/** Tokens have 256 random bits, so that a plain hash of them tells nothing. */
export function createTokens(store: Store, clock: Clock): Tokens {
  const tables = store.tables<AccessTables>();
  const now = (): string => new Date(clock.now()).toISOString();

  async function insert({ name, roles, sites, expiresAt }: NewToken, token: string): Promise<boolean> {
    const { numInsertedOrUpdatedRows } = await tables
      .insertInto('access_token')
      .values({
        name,
        token_hash: hashToken(token),
        roles: [...roles],
        sites: sites === null ? null : [...sites],
        created_at: now(),
        expires_at: expiresAt,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return numInsertedOrUpdatedRows === 1n;
  }

  return {
    async authenticate(authorization) {
      const token = bearer(authorization);
      if (token === null) return null;
      const hash = hashToken(token);
      const row = await tables
        .selectFrom('access_token')
        .select(['name', 'token_hash', 'roles', 'sites', 'expires_at'])
        .where('token_hash', '=', hash)
        .executeTakeFirst();
      if (row === undefined || !isSame(row.token_hash, hash)) return null;
      if (row.expires_at !== null && row.expires_at <= now()) return null;
      const name = row.name.startsWith(configuredPrefix) ? row.name.slice(configuredPrefix.length) : row.name;
      return { name, roles: row.roles, scope: { sites: row.sites } };
    },
    async list() {
      const rows = await tables.selectFrom('access_token').selectAll().orderBy('id').execute();
      return rows.map((row) => ({
        name: row.name,
        roles: row.roles,
        sites: row.sites,
        createdAt: row.created_at,
        expiresAt: row.expires_at,
      }));
    },
    async create(token) {
      if (token.name.startsWith(configuredPrefix)) {
        throw new SignalboxError('rejected', `A name must not begin with "${configuredPrefix}".`);
      }
      const value = `sbx_${randomBytes(32).toString('base64url')}`;
      if (!(await insert(token, value))) {
        throw new SignalboxError(
          'conflict',
          `There is a token named "${token.name}". Revoke it, or choose another name.`,
        );
      }
      return value;
    },
    async revoke(name) {
      const { numDeletedRows } = await tables
        .deleteFrom('access_token')
        .where('name', '=', name)
        .executeTakeFirst();
      if (numDeletedRows === 0n) throw new SignalboxError('not-found', `There is no token named "${name}".`);
    },
    async configure(tokens) {
      const rows = tokens.map(({ name, token, roles, sites }) => {
        const value = token.reveal();
        if (value.length < shortestToken) {
          throw new SignalboxError(
            'configuration',
            `The API token "${name}" is too short: use ${shortestToken} characters or more, for example from "openssl rand -base64 32".`,
          );
        }
        return {
          name: `${configuredPrefix}${name}`,
          token_hash: hashToken(value),
          roles: [...roles],
          sites: sites === null ? null : [...sites],
          created_at: now(),
          expires_at: null,
        };
      });
      await store.transaction<AccessTables, void>(async (transaction) => {
        await transaction
          .deleteFrom('access_token')
          .where('name', 'like', `${configuredPrefix}%`)
          .where(sql<boolean>`not (name = any(${rows.map((row) => row.name)}::text[]))`)
          .execute();
        for (const row of rows) {
          await transaction
            .insertInto('access_token')
            .values(row)
            .onConflict((conflict) =>
              conflict
                .column('name')
                .doUpdateSet({ token_hash: row.token_hash, roles: row.roles, sites: row.sites }),
            )
            .execute();
        }
      });
    },
    async createFirst() {
      const any = await tables.selectFrom('access_token').select('id').limit(1).executeTakeFirst();
      if (any !== undefined) return null;
      const value = `sbx_${randomBytes(32).toString('base64url')}`;
      const isOurs = await insert({ name: firstName, roles: ['admin'], sites: null, expiresAt: null }, value);
      return isOurs ? value : null;
    },
  };
}
