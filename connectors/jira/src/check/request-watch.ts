import type { ContractCheck, OutgoingRequest } from './contract-check.ts';

const issuePath = /\/rest\/api\/3\/issue\/([^/?]+)(\/editmeta)?(?:\?|$)/;

/** Watches what one sender asks and is answered. */
export interface RequestWatch {
  /**
   * What is wrong with a request. Values of an edit are held to the editmeta that the sender last saw for the issue,
   * by itself or with the issue; `readEditmeta` is asked, with the address, when it saw none.
   */
  violations(
    request: OutgoingRequest,
    readEditmeta: (url: string) => Promise<string>,
  ): Promise<readonly string[]>;
  /** An answer passed. */
  learn(request: Pick<OutgoingRequest, 'url'>, status: number, body: string): void;
  /** False for an answer that `learn` would make nothing of. */
  isOfInterest(request: Pick<OutgoingRequest, 'method' | 'url'>): boolean;
}

function jsonOf(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function editmetaIn(answer: unknown, isEditmeta: boolean): unknown {
  if (isEditmeta) return answer;
  return typeof answer === 'object' && answer !== null && 'editmeta' in answer ? answer.editmeta : undefined;
}

export function createRequestWatch(check: ContractCheck): RequestWatch {
  const editmetaByIssue = new Map<string, unknown>();
  return {
    async violations(request, readEditmeta) {
      const found = check.violations(request);
      const [, issue, isEditmeta] = issuePath.exec(request.url) ?? [];
      if (found.length > 0 || request.method !== 'PUT' || issue === undefined || isEditmeta) return found;
      const editmeta =
        editmetaByIssue.get(issue) ??
        jsonOf(await readEditmeta(`${request.url.replace(/\?.*$/, '')}/editmeta`));
      const body = typeof request.body === 'string' ? jsonOf(request.body) : request.body;
      return check.valueViolations(body, editmeta);
    },
    learn({ url }, status, body) {
      const [, issue, isEditmeta] = issuePath.exec(url) ?? [];
      if (issue === undefined || status !== 200) return;
      const editmeta = editmetaIn(jsonOf(body), isEditmeta !== undefined);
      if (editmeta !== undefined) editmetaByIssue.set(issue, editmeta);
    },
    isOfInterest: ({ method, url }) => method === 'GET' && issuePath.test(url),
  };
}
