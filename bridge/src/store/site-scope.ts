import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely';

/** The sites whose ticket data a caller may see; every query on ticket data takes one. */
export interface SiteScope {
  /** null: every site of this bridge. */
  readonly sites: readonly string[] | null;
}

/** For the bridge's own work, which belongs to no caller. */
export const everySite: SiteScope = { sites: null };

export function oneSite(site: string): SiteScope {
  return { sites: [site] };
}

export function isInScope(scope: SiteScope, site: string): boolean {
  return scope.sites === null || scope.sites.includes(site);
}

/** The condition that `column` (a site's name) lies in `scope`: `query.where(inScope(scope, sql.ref('site')))`. */
export function inScope(
  scope: SiteScope,
  column: Expression<string> | RawBuilder<unknown>,
): RawBuilder<SqlBool> {
  return scope.sites === null
    ? sql<SqlBool>`true`
    : sql<SqlBool>`${column} = any(${[...scope.sites]}::text[])`;
}
