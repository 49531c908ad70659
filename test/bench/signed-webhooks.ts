import { createHmac, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';

interface RecordedWebhook {
  readonly issue: object;
}

const recordings = new URL('../../connectors/jira/contract/webhooks/', import.meta.url);
/** What Jira Cloud sends most: tickets that are made and changed. */
const wanted = /^webhook-(cloud-)?issue-(created|updated)-?.*\.json$/;

/** Jira's own recorded webhooks. */
export async function recordedWebhooks(): Promise<readonly RecordedWebhook[]> {
  const names = (await readdir(recordings)).filter((name) => wanted.test(name)).sort();
  return await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(new URL(name, recordings), 'utf8'))),
  );
}

/**
 * `count` whole HTTP requests as Jira sends them: recorded bodies, each about an issue of its own, sent now, with its
 * own delivery id and signature. They are made before the clock runs, so that sending one costs next to nothing.
 */
export function signedRequests(
  recorded: readonly RecordedWebhook[],
  count: number,
  options: { readonly path: string; readonly secret: string },
): readonly Buffer[] {
  const run = Date.now() % 1_000_000_000;
  return Array.from({ length: count }, (_, index) => {
    const webhook = recorded[index % recorded.length];
    const issue = { ...webhook?.issue, id: `${run}${String(index).padStart(6, '0')}`, key: `BENCH-${index}` };
    const body = JSON.stringify({ ...webhook, timestamp: Date.now(), issue });
    const signature = createHmac('sha256', options.secret).update(body).digest('hex');
    const head = [
      `POST ${options.path} HTTP/1.1`,
      'Host: bench',
      'User-Agent: Atlassian HttpClient unknown / JIRA-1001.0.0-SNAPSHOT (100282) / Default',
      'Content-Type: application/json; charset=UTF-8',
      `X-Atlassian-Webhook-Identifier: ${randomUUID()}`,
      `X-Hub-Signature: sha256=${signature}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
    ];
    return Buffer.from(`${head.join('\r\n')}\r\n\r\n${body}`);
  });
}
