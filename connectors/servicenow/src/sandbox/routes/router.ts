import { ApiError } from './api-error.ts';
import { batchRoute } from './batch-route.ts';
import { cmdbInstanceRoutes } from './cmdb-instance-routes.ts';
import { cmdbMetaRoute } from './cmdb-meta-route.ts';
import type { Route } from './route.ts';
import { statsRoute } from './stats-route.ts';
import { tableRoutes } from './table-routes.ts';

/** All of them. */
export const routes: readonly Route[] = [
  ...tableRoutes,
  ...cmdbInstanceRoutes,
  cmdbMetaRoute,
  statsRoute,
  batchRoute,
];

export interface FoundRoute {
  readonly route: Route;
  readonly path: Readonly<Record<string, string>>;
}

/** The route for a request. Throws 400 for a path nobody serves, 405 for a method that is not served there. */
export function findRoute(method: string, pathname: string): FoundRoute {
  let isPathKnown = false;
  for (const route of routes) {
    const match = route.pattern.exec(pathname);
    if (!match) continue;
    if (route.method === method) return { route, path: { ...match.groups } };
    isPathKnown = true;
  }
  throw isPathKnown
    ? new ApiError(405, 'Method not supported', null)
    : new ApiError(400, 'Requested URI does not represent any resource', null);
}
