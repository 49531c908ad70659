import { type Answer, type Exchange, ok, pageRequest, Refusal, route, slice } from '../http/index.ts';
import { accountBean } from '../render/index.ts';
import { type Account, findAccount, findProject, permissions } from '../state/index.ts';
import { listParameter, viewerOf } from './scope.ts';

/** An account by its own address says a little more than inside an issue. */
function fullAccount(account: Account, exchange: Exchange) {
  return {
    ...accountBean(account, viewerOf(exchange)),
    locale: 'en_US',
    groups: { size: 1, items: [] },
    applicationRoles: { size: 1, items: [] },
    expand: 'groups,applicationRoles',
  };
}

function readAccount(exchange: Exchange): Answer {
  const account = findAccount(exchange.state, exchange.query.get('accountId') ?? '');
  if (!account)
    throw new Refusal(404, ['Specified user does not exist or you do not have required permissions']);
  return ok(fullAccount(account, exchange));
}

const answersTo = (account: Account, query: URLSearchParams): boolean => {
  const text = (query.get('query') ?? '').toLowerCase();
  const accountId = query.get('accountId');
  if (accountId !== null) return account.accountId === accountId;
  return (
    account.displayName.toLowerCase().includes(text) || account.emailAddress.toLowerCase().startsWith(text)
  );
};

function listed(accounts: readonly Account[], exchange: Exchange): Answer {
  const viewer = viewerOf(exchange);
  return ok(
    slice(accounts, pageRequest(exchange.query, 50, 1000)).map((account) => accountBean(account, viewer)),
  );
}

function search(exchange: Exchange): Answer {
  const { query } = exchange;
  if (!query.has('query') && !query.has('accountId') && !query.has('property')) {
    throw new Refusal(400, ['Either the query or the property parameter must be provided.']);
  }
  return listed(
    exchange.state.accounts.filter((account) => answersTo(account, query)),
    exchange,
  );
}

function assignable(exchange: Exchange): Answer {
  const { query, state } = exchange;
  const isNamed = query.has('project') || query.has('issueKey') || query.has('issueId');
  if (!isNamed) throw new Refusal(400, ['One of project, issueKey or issueId must be specified.']);
  const project = query.get('project');
  if (project !== null && !findProject(state, project)) {
    throw new Refusal(404, [`No project could be found with key '${project}'.`]);
  }
  return listed(
    state.accounts.filter(
      (account) => account.active && account.permissions.has('ASSIGNABLE_USER') && answersTo(account, query),
    ),
    exchange,
  );
}

function myPermissions(exchange: Exchange): Answer {
  const asked = listParameter(exchange.query, 'permissions');
  if (asked.length === 0) throw new Refusal(400, ["The 'permissions' query parameter is required."]);
  const unknown = asked.find((key) => !permissions.some((permission) => permission === key));
  if (unknown !== undefined) throw new Refusal(400, [`Unrecognized permission: ${unknown}`]);
  return ok({
    permissions: Object.fromEntries(
      permissions.flatMap((key, index) =>
        asked.includes(key)
          ? [
              [
                key,
                {
                  id: String(index + 10),
                  key,
                  name: key.toLowerCase().replaceAll('_', ' '),
                  type: key === 'ADMINISTER' ? 'GLOBAL' : 'PROJECT',
                  description: '',
                  havePermission: exchange.account.permissions.has(key),
                },
              ],
            ]
          : [],
      ),
    ),
  });
}

export const accountRoutes = [
  route('GET', '/rest/api/3/myself', (exchange) => ok(fullAccount(exchange.account, exchange))),
  route('GET', '/rest/api/3/user', readAccount),
  route('GET', '/rest/api/3/user/search', search),
  route('GET', '/rest/api/3/user/assignable/search', assignable),
  route('GET', '/rest/api/3/mypermissions', myPermissions),
];
