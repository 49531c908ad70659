import { ApiError } from './api-error.ts';
import type { Route } from './route.ts';
import { tableRoutes } from './table-routes.ts';

const routes: readonly Route[] = [...tableRoutes];

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
