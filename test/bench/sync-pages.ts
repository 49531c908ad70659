import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createJiraSandbox } from '@signalbox/connector-jira/sandbox';
import { createServiceNowSandbox } from '@signalbox/connector-servicenow/sandbox';
import type { Sandbox } from '@signalbox/sdk/sandbox';
import { z } from 'zod';
import { answerCalls } from './child.ts';
import { realTickets } from './tickets.ts';

/*
 * Serves the search of a vendor that has a hundred thousand tickets: bodies as the sandbox renders them, a hundred
 * real tickets over and over, each time under another number and with another time of change.
 */

export interface PagesPorts {
  readonly jira: number;
  readonly servicenow: number;
  /** Bytes of one ticket in an answer, on average. */
  readonly jiraBytes: number;
  readonly servicenowBytes: number;
}

const variety = 100;
const firstChange = Date.UTC(2026, 0, 1);
const secondMs = 1_000;
export const ticketCount = 100_000;

/** A body cut at what differs from ticket to ticket. */
interface Template {
  readonly parts: readonly string[];
  readonly names: readonly (keyof Identity)[];
}

interface Identity {
  readonly id: string;
  readonly key: string;
  readonly time: string;
}

function templateOf(text: string, places: Readonly<Record<keyof Identity, string>>): Template {
  const names: (keyof Identity)[] = [];
  const alternatives = Object.values(places).map((place) => place.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const parts = text.split(new RegExp(`(${alternatives.join('|')})`));
  const texts: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) texts.push(part);
    else
      names.push((Object.keys(places) as (keyof Identity)[]).find((name) => places[name] === part) ?? 'id');
  }
  return { parts: texts, names };
}

function filled({ parts, names }: Template, identity: Identity): string {
  let text = parts[0] ?? '';
  for (const [index, name] of names.entries()) text += identity[name] + (parts[index + 1] ?? '');
  return text;
}

async function fill(sandbox: Sandbox): Promise<void> {
  for (const ticket of await realTickets(variety)) await sandbox.createTicket(ticket);
}

const timeOf = (index: number): number => firstChange + index * secondMs;

type Answer = (
  request: http.IncomingMessage,
  body: string,
  response: http.ServerResponse,
) => Promise<string> | string;

/** Returns the port. */
async function serve(answer: Answer): Promise<number> {
  const server = http.createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    response.setHeader('content-type', 'application/json;charset=UTF-8');
    response.end(await answer(request, Buffer.concat(chunks).toString('utf8'), response));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

const average = (templates: readonly Template[]): number =>
  templates.reduce((sum, { parts }) => sum + parts.join('').length, 0) / templates.length;

async function jiraPages(): Promise<{ readonly port: number; readonly bytes: number }> {
  const sandbox = createJiraSandbox();
  await fill(sandbox);
  const { email = '', apiToken = '' } = sandbox.credentials;
  const reply = await sandbox.fetch(
    new Request(`${sandbox.baseUrl}/rest/api/3/search/jql`, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(`${email}:${apiToken}`).toString('base64')}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        jql: 'project = SUP ORDER BY key',
        maxResults: variety,
        fields: ['*all', '-comment', '-worklog'],
        expand: 'names,schema',
      }),
    }),
  );
  const { issues, ...rest } = z
    .looseObject({
      issues: z.array(
        z.looseObject({ id: z.string(), key: z.string(), fields: z.looseObject({ updated: z.string() }) }),
      ),
    })
    .parse(await reply.json());
  const templates = issues.map((issue) =>
    templateOf(JSON.stringify({ ...issue, fields: { ...issue.fields, updated: '@time@' } }), {
      id: issue.id,
      key: issue.key,
      time: '@time@',
    }),
  );
  const beside = JSON.stringify({ names: rest.names, schema: rest.schema }).slice(1);
  const queryOf = (body: string) =>
    z.object({ jql: z.string(), maxResults: z.number().optional() }).parse(JSON.parse(body));
  const firstOf = (jql: string) =>
    Math.max(0, Math.ceil((Number(/updated >= (\d+)/.exec(jql)?.[1]) - firstChange) / secondMs));
  const port = await serve(({ url }, text) => {
    const { jql, maxResults = variety } = queryOf(text);
    const first = firstOf(jql);
    if (url?.endsWith('approximate-count')) return JSON.stringify({ count: ticketCount - first });
    const end = Math.min(first + maxResults, ticketCount);
    const rows: string[] = [];
    for (let index = first; index < end; index += 1) {
      const template = templates[index % templates.length];
      const time = new Date(timeOf(index)).toISOString().replace('Z', '+0000');
      if (template) rows.push(filled(template, { id: String(10_000 + index), key: `SUP-${index}`, time }));
    }
    const isLast = end === ticketCount;
    const token = isLast ? '' : `"nextPageToken":"t${end}",`;
    return `{"issues":[${rows.join(',')}],${token}"isLast":${isLast},${beside}`;
  });
  return { port, bytes: average(templates) };
}

const columnsOf = (url: string) => new URL(url, 'http://x').searchParams;
const sysIdOf = (index: number): string => index.toString(16).padStart(32, '0');
const storedTime = (time: number): string => new Date(time).toISOString().slice(0, 19).replace('T', ' ');

async function serviceNowPages(): Promise<{ readonly port: number; readonly bytes: () => number }> {
  const sandbox = createServiceNowSandbox({ seed: 1 });
  await fill(sandbox);
  const { user = '', password = '' } = sandbox.credentials;
  const headers = {
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
    accept: 'application/json',
    'content-type': 'application/json',
  };
  const ask = async (path: string) =>
    await sandbox.fetch(new Request(new URL(path, sandbox.baseUrl), { headers }));
  let templates: readonly Template[] = [];
  /** The columns are the connector's: the first request says which. */
  async function prepare(url: string): Promise<void> {
    const query = columnsOf(url);
    query.set('sysparm_query', '');
    query.set('sysparm_limit', String(variety));
    const cell = z.looseObject({ value: z.string(), display_value: z.string() });
    const record = z.looseObject({ sys_id: cell, number: cell, sys_updated_on: cell });
    const { result } = z
      .object({ result: z.array(record) })
      .parse(await (await ask(`/api/now/table/incident?${query}`)).json());
    templates = result.map((row) =>
      templateOf(JSON.stringify({ ...row, sys_updated_on: { display_value: '@time@', value: '@time@' } }), {
        id: row.sys_id.value,
        key: row.number.value,
        time: '@time@',
      }),
    );
  }
  await prepare(`/api/now/table/incident?sysparm_display_value=all&sysparm_exclude_reference_link=true`);
  let hasColumns = false;
  const port = await serve(async ({ url = '' }, _body, response) => {
    if (!url.startsWith('/api/now/table/incident')) return await (await ask(url)).text();
    const query = columnsOf(url);
    const limit = Number(query.get('sysparm_limit'));
    if (!hasColumns && limit > 1) {
      await prepare(url);
      hasColumns = true;
    }
    const after = /\^ORsys_id>([0-9a-f]{32})/.exec(query.get('sysparm_query') ?? '')?.[1];
    const first = after === undefined ? 0 : Number.parseInt(after, 16) + 1;
    const rows: string[] = [];
    for (let index = first; index < Math.min(first + limit, ticketCount); index += 1) {
      const template = templates[index % templates.length];
      const time = storedTime(timeOf(index));
      if (template) rows.push(filled(template, { id: sysIdOf(index), key: `INC${1_000_000 + index}`, time }));
    }
    response.setHeader('x-total-count', ticketCount - first);
    return `{"result":[${rows.join(',')}]}`;
  });
  return { port, bytes: () => average(templates) };
}

const [jira, servicenow] = await Promise.all([jiraPages(), serviceNowPages()]);

answerCalls(
  {
    ports: (): PagesPorts => ({
      jira: jira.port,
      servicenow: servicenow.port,
      jiraBytes: jira.bytes,
      servicenowBytes: servicenow.bytes(),
    }),
  },
  async () => process.exit(),
);
