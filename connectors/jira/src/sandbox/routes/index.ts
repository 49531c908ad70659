import type { Route } from '../http/index.ts';
import { accountRoutes } from './account-routes.ts';
import { bulkFetchRoutes } from './bulk-fetch-route.ts';
import { commentRoutes } from './comment-routes.ts';
import { createMetadataRoutes } from './create-metadata-routes.ts';
import { issueDetailRoutes } from './issue-detail-routes.ts';
import { issueRoutes } from './issue-routes.ts';
import { metadataRoutes } from './metadata-routes.ts';
import { projectRoutes } from './project-routes.ts';
import { propertyRoutes } from './property-routes.ts';
import { searchRoutes } from './search-routes.ts';
import { serverRoutes } from './server-routes.ts';
import { serviceDeskRoutes } from './service-desk-routes.ts';
import { webhookRoutes } from './webhook-routes.ts';

export { scopeOf } from './scope.ts';

/** Every operation the sandbox answers, apart from the token endpoint, which needs no credentials. */
export const routes: readonly Route[] = [
  ...bulkFetchRoutes,
  ...issueRoutes,
  ...issueDetailRoutes,
  ...commentRoutes,
  ...propertyRoutes,
  ...createMetadataRoutes,
  ...searchRoutes,
  ...metadataRoutes,
  ...projectRoutes,
  ...accountRoutes,
  ...serverRoutes,
  ...serviceDeskRoutes,
  ...webhookRoutes,
];
