import { type CallOptions, errorFinding, type Finding, okFinding, warningFinding } from '@signalbox/sdk';
import { z } from 'zod';
import { call, type JiraContext } from '../rest/index.ts';

/** What Signalbox needs each permission for; without an `optional` one it works, with less. */
const needed = [
  { key: 'BROWSE_PROJECTS', name: 'Browse Projects', use: 'read issues', isOptional: false },
  { key: 'EDIT_ISSUES', name: 'Edit Issues', use: 'write fields and labels', isOptional: false },
  { key: 'ASSIGN_ISSUES', name: 'Assign Issues', use: 'set the assignee', isOptional: true },
  { key: 'ADD_COMMENTS', name: 'Add Comments', use: 'write explanations', isOptional: true },
  {
    key: 'SERVICEDESK_AGENT',
    name: 'Service Project Agent',
    use: 'write internal comments',
    isOptional: true,
  },
] as const;

const permissionsSchema = z.looseObject({
  permissions: z.record(z.string(), z.looseObject({ havePermission: z.boolean() })),
});

async function checkIn(context: JiraContext, projectKey: string | undefined, options?: CallOptions) {
  const where = projectKey === undefined ? 'the site' : `the project ${projectKey}`;
  const { permissions } = await call(
    context,
    permissionsSchema,
    {
      method: 'GET',
      path: '/rest/api/3/mypermissions',
      query: { permissions: needed.map(({ key }) => key).join(','), projectKey },
      kind: 'read',
    },
    options,
  );
  const missing = needed.filter(({ key }) => !permissions[key]?.havePermission);
  if (missing.length === 0)
    return [okFinding('permissions', `The account has every permission it needs in ${where}.`)];
  return missing.map(({ name, use, isOptional }) =>
    (isOptional ? warningFinding : errorFinding)(
      'permissions',
      `The account lacks "${name}" in ${where}: it cannot ${use}.`,
      `Grant "${name}" to the account in Project settings > Permissions.`,
    ),
  );
}

/** Permissions in every configured project, or anywhere on the site when none is named. */
export async function checkPermissions(context: JiraContext, options?: CallOptions): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const key of context.configuration.projects ?? [undefined]) {
    findings.push(...(await checkIn(context, key, options)));
  }
  return findings;
}
