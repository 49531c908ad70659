/** One request to an operation, and the status it has to get. */
export interface Exercise {
  /** `METHOD /path/{template}` */
  readonly operation: string;
  readonly path?: string;
  readonly body?: unknown;
  readonly status: number;
  /** Whose credentials. Default: the integration's. `nobody`: none. `client`: the OAuth client's token. */
  readonly as?: 'admin' | 'customer' | 'client' | 'nobody';
}

const issue = '/rest/api/3/issue';
const one = `${issue}/{issueIdOrKey}`;
const request = '/rest/servicedeskapi/request/{issueIdOrKey}/comment';
const document = (text: string) => ({
  type: 'doc',
  version: 1,
  content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
});
const incident = {
  project: { key: 'SUP' },
  issuetype: { name: '[System] Incident' },
  summary: 'Mail does not arrive',
  description: document('Since this morning.'),
};

/** Every operation of the sandbox at least once, in an order in which each finds what it needs. `SUP-1` is there. */
export const exercises: readonly Exercise[] = [
  {
    operation: `POST ${issue}`,
    body: { fields: { ...incident, labels: ['mail'], components: [{ name: 'Network' }] } },
    status: 201,
  },
  { operation: `POST ${issue}`, body: { fields: { project: { key: 'SUP' } } }, status: 400 },
  { operation: `POST ${issue}`, body: { fields: incident }, status: 401, as: 'nobody' },
  { operation: `POST ${issue}`, body: { fields: incident }, status: 403, as: 'customer' },
  {
    operation: `PUT ${one}`,
    path: `${issue}/SUP-1`,
    body: {
      fields: {
        priority: { id: '2' },
        assignee: { accountId: '5f1a7c20d3e84b0012a4c902' },
        security: { id: '10020' },
      },
      update: { labels: [{ add: 'vip' }] },
      properties: [{ key: 'signalbox', value: { actionId: 'action-1' } }],
    },
    status: 204,
  },
  {
    operation: `PUT ${one}`,
    path: `${issue}/SUP-1?returnIssue=true`,
    body: { fields: { customfield_10050: { value: 'Storage' } } },
    status: 200,
  },
  {
    operation: `GET ${one}/transitions`,
    path: `${issue}/SUP-1/transitions?expand=transitions.fields`,
    status: 200,
  },
  {
    operation: `POST ${one}/transitions`,
    path: `${issue}/SUP-1/transitions`,
    body: { transition: { id: '31' }, fields: { resolution: { name: 'Duplicate' } } },
    status: 204,
  },
  {
    operation: `PUT ${one}/assignee`,
    path: `${issue}/SUP-1/assignee`,
    body: { accountId: '5f1a7c20d3e84b0012a4c903' },
    status: 204,
  },
  {
    operation: `POST ${one}/comment`,
    path: `${issue}/SUP-1/comment`,
    body: { body: document('Seen.') },
    status: 201,
  },
  { operation: `GET ${one}/comment`, path: `${issue}/SUP-1/comment?maxResults=10`, status: 200 },
  { operation: `GET ${one}/comment/{id}`, path: `${issue}/SUP-1/comment/10101`, status: 200 },
  {
    operation: `PUT ${one}/properties/{propertyKey}`,
    path: `${issue}/SUP-1/properties/other`,
    body: { any: 'value' },
    status: 201,
  },
  { operation: `GET ${one}/properties`, path: `${issue}/SUP-1/properties`, status: 200 },
  {
    operation: `GET ${one}/properties/{propertyKey}`,
    path: `${issue}/SUP-1/properties/signalbox`,
    status: 200,
  },
  {
    operation: `DELETE ${one}/properties/{propertyKey}`,
    path: `${issue}/SUP-1/properties/other`,
    status: 204,
  },
  { operation: `GET ${one}/changelog`, path: `${issue}/SUP-1/changelog?maxResults=2`, status: 200 },
  { operation: `GET ${one}/editmeta`, path: `${issue}/SUP-1/editmeta`, status: 200 },
  {
    operation: `GET ${one}`,
    path: `${issue}/SUP-1?expand=changelog,names,schema,editmeta,transitions&properties=signalbox`,
    status: 200,
  },
  { operation: `GET ${one}`, path: `${issue}/SUP-999`, status: 404 },
  {
    operation: `GET ${issue}/createmeta`,
    path: `${issue}/createmeta?expand=projects.issuetypes.fields`,
    status: 200,
  },
  {
    operation: `GET ${issue}/createmeta/{projectIdOrKey}/issuetypes`,
    path: `${issue}/createmeta/SUP/issuetypes`,
    status: 200,
  },
  {
    operation: `GET ${issue}/createmeta/{projectIdOrKey}/issuetypes/{issueTypeId}`,
    path: `${issue}/createmeta/SUP/issuetypes/10010`,
    status: 200,
  },
  {
    operation: 'POST /rest/api/3/search/jql',
    body: {
      jql: 'project = SUP order by created',
      fields: ['*all'],
      maxResults: 1,
      expand: 'names,schema,changelog',
    },
    status: 200,
  },
  {
    operation: `POST ${issue}/bulkfetch`,
    body: { issueIdsOrKeys: ['SUP-1', 'SUP-999'], fields: ['*all'], expand: ['names', 'schema'] },
    status: 200,
  },
  { operation: `POST ${issue}/bulkfetch`, body: { issueIdsOrKeys: [] }, status: 400 },
  {
    operation: 'GET /rest/api/3/search/jql',
    path: '/rest/api/3/search/jql?jql=project%20%3D%20SUP&fields=*all',
    status: 200,
  },
  { operation: 'POST /rest/api/3/search/approximate-count', body: { jql: 'project = SUP' }, status: 200 },
  { operation: 'GET /rest/api/3/search', path: '/rest/api/3/search?jql=project%20%3D%20SUP', status: 410 },
  { operation: 'POST /rest/api/3/search', body: { jql: 'project = SUP' }, status: 410 },
  { operation: 'GET /rest/api/3/field', status: 200 },
  { operation: 'GET /rest/api/3/field/search', status: 200 },
  { operation: 'GET /rest/api/3/priority', status: 200 },
  { operation: 'GET /rest/api/3/priority/search', status: 200 },
  { operation: 'GET /rest/api/3/priority/{id}', path: '/rest/api/3/priority/3', status: 200 },
  { operation: 'GET /rest/api/3/status', status: 200 },
  { operation: 'GET /rest/api/3/status/{idOrName}', path: '/rest/api/3/status/3', status: 200 },
  { operation: 'GET /rest/api/3/resolution', status: 200 },
  { operation: 'GET /rest/api/3/issuetype', status: 200 },
  { operation: 'GET /rest/api/3/label', status: 200 },
  { operation: 'GET /rest/api/3/project', status: 200 },
  {
    operation: 'GET /rest/api/3/project/search',
    path: '/rest/api/3/project/search?maxResults=1',
    status: 200,
  },
  { operation: 'GET /rest/api/3/project/{projectIdOrKey}', path: '/rest/api/3/project/SUP', status: 200 },
  {
    operation: 'GET /rest/api/3/project/{projectIdOrKey}/components',
    path: '/rest/api/3/project/SUP/components',
    status: 200,
  },
  {
    operation: 'GET /rest/api/3/project/{projectIdOrKey}/component',
    path: '/rest/api/3/project/SUP/component',
    status: 200,
  },
  {
    operation: 'GET /rest/api/3/project/{projectIdOrKey}/statuses',
    path: '/rest/api/3/project/SUP/statuses',
    status: 200,
  },
  { operation: 'GET /rest/api/3/myself', status: 200 },
  {
    operation: 'GET /rest/api/3/user',
    path: '/rest/api/3/user?accountId=5f1a7c20d3e84b0012a4c902',
    status: 200,
  },
  { operation: 'GET /rest/api/3/user/search', path: '/rest/api/3/user/search?query=ada', status: 200 },
  {
    operation: 'GET /rest/api/3/user/assignable/search',
    path: '/rest/api/3/user/assignable/search?project=SUP',
    status: 200,
  },
  {
    operation: 'GET /rest/api/3/mypermissions',
    path: '/rest/api/3/mypermissions?permissions=EDIT_ISSUES',
    status: 200,
  },
  { operation: 'GET /rest/api/3/serverInfo', status: 200 },
  { operation: 'GET /_edge/tenant_info', status: 200 },
  {
    operation: 'POST /rest/api/3/webhook',
    body: {
      url: 'https://signalbox.example/webhooks/jira',
      webhooks: [{ events: ['jira:issue_created'], jqlFilter: 'project = SUP' }],
    },
    status: 200,
    as: 'client',
  },
  { operation: 'GET /rest/api/3/webhook', status: 200, as: 'client' },
  { operation: 'GET /rest/api/3/webhook', status: 403 },
  { operation: 'GET /rest/api/3/webhook/failed', status: 403, as: 'client' },
  { operation: 'PUT /rest/api/3/webhook/refresh', body: { webhookIds: [1] }, status: 200, as: 'client' },
  { operation: 'DELETE /rest/api/3/webhook', body: { webhookIds: [1] }, status: 202, as: 'client' },
  {
    operation: 'POST /rest/webhooks/1.0/webhook',
    body: { name: 'Signalbox', url: 'https://signalbox.example/webhooks/jira' },
    status: 201,
    as: 'admin',
  },
  { operation: 'GET /rest/webhooks/1.0/webhook', status: 200, as: 'admin' },
  {
    operation: 'DELETE /rest/webhooks/1.0/webhook/{id}',
    path: '/rest/webhooks/1.0/webhook/2',
    status: 204,
    as: 'admin',
  },
  { operation: 'GET /rest/servicedeskapi/info', status: 200 },
  {
    operation: `POST ${request}`,
    path: '/rest/servicedeskapi/request/SUP-1/comment',
    body: { body: 'For agents.', public: false },
    status: 201,
  },
  { operation: `GET ${request}`, path: '/rest/servicedeskapi/request/SUP-1/comment', status: 200 },
  {
    operation: `GET ${request}/{commentId}`,
    path: '/rest/servicedeskapi/request/SUP-1/comment/10101',
    status: 200,
  },
  { operation: `DELETE ${one}`, path: `${issue}/SUP-1`, status: 204 },
];
