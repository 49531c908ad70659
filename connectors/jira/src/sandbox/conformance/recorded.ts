import { readFile } from 'node:fs/promises';

/** Responses recorded from Jira Cloud, by the operation they answer. Those of other products' endpoints are left out. */
const files: Readonly<Record<string, readonly string[]>> = {
  'POST /rest/api/3/issue 201': ['create.json'],
  'GET /rest/api/3/issue/createmeta 200': ['createmeta.json'],
  'GET /rest/api/3/field 200': ['fields.json'],
  'GET /rest/api/3/issue/{issueIdOrKey} 200': ['issue.json'],
  'GET /rest/api/3/myself 200': ['myself.json'],
  'GET /rest/api/3/project 200': ['projects.json'],
  'GET /rest/api/3/search/jql 200': ['search.json'],
  'POST /rest/api/3/search/jql 200': ['search.json'],
  'GET /rest/api/3/serverInfo 200': ['serverinfo.json'],
  'GET /rest/api/3/issue/{issueIdOrKey}/transitions 200': ['transitions.json'],
  'GET /rest/api/3/user/assignable/search 200': ['users.json'],
};

export async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(new URL(`../../../contract/${path}`, import.meta.url), 'utf8'));
}

export function recorded(operation: string, status: number): Promise<readonly unknown[]> {
  return Promise.all((files[`${operation} ${status}`] ?? []).map((name) => readJson(`responses/${name}`)));
}
