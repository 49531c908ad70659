/** GitHub's ids are numbers; these follow from the name. */
const idOf = (name: string): number =>
  [...name].reduce((id, letter) => (id * 31 + letter.charCodeAt(0)) % 1e6, 7);

export function userBean(baseUrl: string, login: string, isSoftware = false) {
  const url = `${baseUrl}/users/${login}`;
  return {
    login,
    id: idOf(login),
    node_id: `USER_${idOf(login)}`,
    avatar_url: `https://avatars.githubusercontent.com/u/${idOf(login)}`,
    gravatar_id: '',
    url,
    html_url: `https://github.com/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: isSoftware ? 'Bot' : 'User',
    site_admin: false,
  };
}

export function labelBean(repository: string, baseUrl: string, name: string) {
  return {
    id: idOf(name),
    node_id: `LABEL_${idOf(name)}`,
    url: `${baseUrl}/repos/${repository}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  };
}

export interface IssueFacts {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly author: string;
  readonly labels: readonly string[];
  readonly created: string;
  readonly updated: string;
}

export function issueBean(repository: string, baseUrl: string, issue: IssueFacts) {
  const repositoryUrl = `${baseUrl}/repos/${repository}`;
  const url = `${repositoryUrl}/issues/${issue.number}`;
  return {
    url,
    repository_url: repositoryUrl,
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: `https://github.com/${repository}/issues/${issue.number}`,
    id: 1_000_000 + issue.number,
    node_id: `ISSUE_${issue.number}`,
    number: issue.number,
    title: issue.title,
    user: userBean(baseUrl, issue.author),
    labels: issue.labels.map((name) => labelBean(repository, baseUrl, name)),
    state: 'open',
    locked: false,
    assignee: null,
    assignees: [],
    milestone: null,
    comments: 0,
    created_at: issue.created,
    updated_at: issue.updated,
    closed_at: null,
    author_association: 'NONE',
    active_lock_reason: null,
    body: issue.body,
    reactions: {
      url: `${url}/reactions`,
      total_count: 0,
      '+1': 0,
      '-1': 0,
      laugh: 0,
      hooray: 0,
      confused: 0,
      heart: 0,
      rocket: 0,
      eyes: 0,
    },
    timeline_url: `${url}/timeline`,
    performed_via_github_app: null,
    state_reason: null,
  };
}
