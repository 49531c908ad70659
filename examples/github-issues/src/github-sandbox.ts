import { secretValue, signHmac } from '@signalbox/sdk';
import { createSandbox, type Fault, type Sandbox, type SandboxOptions } from '@signalbox/sdk/sandbox';
import { HttpResponse, http } from 'msw';
import { Repository, repositoryName } from './sandbox-repository.ts';

const token = 'github_pat_sandbox';
const account = 'signalbox-bot';

/** GitHub's words for what it refuses; both limits come as 403 ("Rate limits for the REST API"). */
function refusal({ kind, delayMs = 1_000 }: Fault, now: number): Response | undefined {
  const seconds = Math.ceil(delayMs / 1000);
  const documentation_url = 'https://docs.github.com/rest/overview/resources-in-the-rest-api#rate-limiting';
  const limited = (message: string, headers: Readonly<Record<string, string>>): Response =>
    HttpResponse.json({ message, documentation_url }, { status: 403, headers });
  if (kind === 'rate-limit') {
    return limited('API rate limit exceeded.', {
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': String(Math.ceil(now / 1000) + seconds),
    });
  }
  if (kind !== 'rate-limit-burst' && kind !== 'rate-limit-ticket') return undefined;
  return limited('You have exceeded a secondary rate limit.', { 'retry-after': String(seconds) });
}

/** One repository of GitHub: issues, labels, events, webhooks, in the shapes of GitHub's published contract. */
export function createGithubSandbox(options: SandboxOptions = {}): Sandbox {
  return createSandbox('github', options, (stage) => {
    const repository = new Repository(stage, account);
    const secret = secretValue(stage.webhookSecret, 'webhookSecret');
    const url = (path: string): string => `${stage.baseUrl}/repos/:owner/:repo${path}`;
    const notFound = () =>
      HttpResponse.json(
        { message: 'Not Found', documentation_url: 'https://docs.github.com/rest' },
        { status: 404 },
      );
    const issueOf = (params: Readonly<Record<string, unknown>>) => {
      const isHere = `${params.owner}/${params.repo}` === repositoryName;
      return isHere ? repository.visible(String(params.number)) : undefined;
    };
    const page = (
      request: Request,
      found: readonly unknown[],
      isShown: (row: unknown) => boolean = () => true,
    ) => {
      const { searchParams: search, href } = new URL(request.url);
      const size = Math.min(100, Number(search.get('per_page') ?? 30));
      const number = Number(search.get('page') ?? 1);
      const next = new URL(href);
      next.searchParams.set('page', String(number + 1));
      const headers: Record<string, string> =
        number * size < found.length ? { link: `<${next.href}>; rel="next"` } : {};
      return HttpResponse.json(found.slice((number - 1) * size, number * size).filter(isShown), { headers });
    };

    return {
      configuration: {
        baseUrl: stage.baseUrl,
        repository: repositoryName,
        token: secretValue(token, 'token'),
        account,
        webhookSecret: secret,
      },
      credentials: { token, repository: repositoryName },
      signatureHeader: 'x-hub-signature-256',
      sign: (body, number) => ({
        'x-hub-signature-256': signHmac(secret, {
          body,
          encoding: 'hex',
          prefix: 'sha256=',
          algorithm: 'sha256',
        }),
        'x-github-delivery': `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`,
        'x-github-event': 'issues',
        'user-agent': 'GitHub-Hookshot/sandbox',
      }),
      refusal,
      createTicket: async ({ summary, description, note }) => {
        const { number } = repository.open(summary, description, note ?? null);
        return { id: String(number), key: `${repositoryName}#${number}` };
      },
      editTicket: async (id, fields, actor = 'ada') => {
        for (const [field, value] of Object.entries(fields)) {
          repository.choose(repository.find(id), field, String(value), actor);
        }
      },
      deleteTicket: async (id) => repository.delete(id),
      get tickets() {
        return repository.facts;
      },
      admin: {
        hideTicket: (id) => repository.hidden.add(id),
        hideField: (path) => repository.hiddenFields.add(path === 'description' ? 'body' : path),
        addChoice: (path, label) => repository.labels.add(`${path}: ${label}`),
        removeChoice: (path, label) => repository.labels.delete(`${path}: ${label}`),
      },
      longestDescription: 65_536,
      api: [
        http.all(`${stage.baseUrl}/*`, ({ request }) =>
          request.headers.get('authorization') === `Bearer ${token}`
            ? undefined
            : HttpResponse.json({ message: 'Requires authentication' }, { status: 401 }),
        ),
        http.get(url('/issues'), ({ request }) => {
          const since = Date.parse(new URL(request.url).searchParams.get('since') ?? '') || 0;
          return page(request, repository.list(since), (row) => !repository.isHidden(row));
        }),
        http.get(url('/issues/:number'), ({ params }) => {
          const issue = issueOf(params);
          return issue ? HttpResponse.json(repository.bean(issue)) : notFound();
        }),
        http.get(url('/issues/:number/events'), ({ params, request }) => {
          const issue = issueOf(params);
          return issue ? page(request, issue.events) : notFound();
        }),
        http.post(url('/issues/:number/labels'), async ({ params, request }) => {
          const issue = issueOf(params);
          if (!issue) return notFound();
          const { labels } = (await request.json()) as { labels: readonly string[] };
          repository.relabel(issue, [...issue.labels, ...labels], account);
          return HttpResponse.json(repository.labelBeans(issue.labels));
        }),
        http.put(url('/issues/:number/labels'), async ({ params, request }) => {
          const issue = issueOf(params);
          if (!issue) return notFound();
          const { labels } = (await request.json()) as { labels: readonly string[] };
          repository.relabel(issue, labels, account);
          return HttpResponse.json(repository.labelBeans(issue.labels));
        }),
        http.get(url('/labels'), ({ request }) =>
          page(request, repository.labelBeans([...repository.labels])),
        ),
      ],
    };
  });
}
