import type { Probe } from './probe.ts';

/** sys_ids that probes need. */
export interface Subjects {
  readonly incident: string;
  readonly problem: string;
  readonly linuxServer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const get = (name: string, path: string, example: string | null = null, status = 200): Probe => ({
  name,
  method: 'GET',
  path,
  status,
  example,
});

/** Newer releases have it; the examples, which are older, do not. */
const holdReason = ['.result.hold_reason'];

/** Every kind of answer. */
export function probes(subjects: Subjects): readonly Probe[] {
  const incident = `/api/now/table/incident/${subjects.incident}`;
  return [
    get('problem list', '/api/now/table/problem?sysparm_limit=1', 'c_TableAPI-003.json'),
    { ...get('incident', incident, 'c_TableAPI-005.json'), additional: holdReason },
    {
      ...get('incident, v2', incident.replace('now', 'now/v2'), 'c_TableAPI-005.json'),
      additional: holdReason,
    },
    {
      name: 'incident created',
      method: 'POST',
      path: '/api/now/table/incident',
      body: { short_description: 'Unable to connect to office wifi' },
      status: 201,
      example: 'c_TableAPI-009.json',
      additional: holdReason,
    },
    {
      name: 'incident changed with PUT',
      method: 'PUT',
      path: incident,
      body: { urgency: '1' },
      status: 200,
      example: 'c_TableAPI-007.json',
      additional: holdReason,
    },
    {
      name: 'incident changed with PATCH',
      method: 'PATCH',
      path: incident,
      body: { impact: '1' },
      status: 200,
      example: 'c_TableAPI-011.json',
      additional: holdReason,
    },
    get(
      'configuration item with relations',
      `/api/now/cmdb/instance/cmdb_ci_linux_server/${subjects.linuxServer}`,
      'cmdb-instance-api-011.json',
    ),
    get('class of configuration items', '/api/now/cmdb/meta/cmdb_ci_computer', 'cmdb-meta-api-001.json'),
    get(
      'statistics by group',
      '/api/now/stats/incident?sysparm_avg_fields=business_stc,reassignment_count&sysparm_group_by=assignment_group',
      'c_AggregateAPI-001.json',
    ),
    {
      ...get('rate limit exceeded', incident, 'rate-limiting-000.json', 429),
      fault: { kind: 'rate-limit' },
    },
    {
      ...get('server error', incident, 'cmdb-instance-api-027.json', 500),
      fault: { kind: 'server-error' },
    },
    { ...get('unavailable', incident, null, 503), fault: { kind: 'unavailable' } },
    { ...get('not authenticated', incident, null, 401), isAnonymous: true },
    get('record not found', '/api/now/table/incident/00000000000000000000000000000000', null, 404),
    get('empty list, v1', '/api/now/v1/table/incident?sysparm_query=number=NONE', null, 404),
    get('empty list', '/api/now/table/incident?sysparm_query=number=NONE'),
    get('unknown table', '/api/now/table/no_such_table', null, 400),
    get('unknown resource', '/api/now/no_such_resource', null, 400),
    {
      name: 'refused by a data policy',
      method: 'PATCH',
      path: incident,
      body: { state: '6' },
      status: 403,
      example: null,
    },
    get('incident with display values', `${incident}?sysparm_display_value=all`),
    get('audit history', '/api/now/table/sys_audit?sysparm_limit=1'),
    get('journal entries', '/api/now/table/sys_journal_field?sysparm_limit=1'),
    get('dictionary', '/api/now/table/sys_dictionary?sysparm_limit=1'),
    get('choices', '/api/now/table/sys_choice?sysparm_limit=1'),
    get('users', '/api/now/table/sys_user?sysparm_limit=1'),
    get('groups', '/api/now/table/sys_user_group?sysparm_limit=1'),
    get('change requests', '/api/now/table/change_request?sysparm_limit=1'),
    get('requested items', '/api/now/table/sc_req_item?sysparm_limit=1'),
    get('configuration items as a table', '/api/now/table/cmdb_ci?sysparm_limit=1'),
    get('relations as a table', '/api/now/table/cmdb_rel_ci?sysparm_limit=1'),
    get('configuration items of a class', '/api/now/cmdb/instance/cmdb_ci_server'),
    get('statistics without groups', '/api/now/stats/incident?sysparm_count=true'),
    {
      name: 'batch',
      method: 'POST',
      path: '/api/now/v1/batch',
      body: { batch_request_id: '1', rest_requests: [] },
      status: 200,
      example: null,
    },
    {
      name: 'access token',
      method: 'POST',
      path: '/oauth_token.do',
      form: `grant_type=client_credentials&client_id=${subjects.clientId}&client_secret=${subjects.clientSecret}`,
      status: 200,
      example: null,
      isAnonymous: true,
    },
    {
      name: 'deleted',
      method: 'DELETE',
      path: `/api/now/table/problem/${subjects.problem}`,
      status: 204,
      example: null,
    },
  ];
}
