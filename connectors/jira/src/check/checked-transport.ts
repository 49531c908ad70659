import {
  SignalboxError,
  type Transport,
  type TransportRequest,
  type TransportResponse,
} from '@signalbox/sdk';
import type { ContractCheck } from './contract-check.ts';

const issuePath = /\/rest\/api\/3\/issue\/([^/?]+)(\/editmeta)?(?:\?|$)/;

function jsonOf(text: string | undefined): unknown {
  if (text === undefined || text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function editmetaIn({ status, body }: TransportResponse, isEditmeta: boolean): unknown {
  if (status !== 200) return undefined;
  const answer = jsonOf(body);
  if (isEditmeta) return answer;
  return typeof answer === 'object' && answer !== null && 'editmeta' in answer ? answer.editmeta : undefined;
}

/**
 * A transport that lets nothing out that breaks the vendor's contract: tests of the connector run through it. Values
 * of an edit are held to the editmeta that last passed for the issue, by itself or with the issue, or is fetched when none did.
 *
 * @throws SignalboxError `vendor-contract`, listing the violations, before anything is sent
 */
export function checkedTransport(transport: Transport, check: ContractCheck): Transport {
  const editmetaByIssue = new Map<string, unknown>();

  const editmetaOf = async (request: TransportRequest, issue: string): Promise<unknown> => {
    const known = editmetaByIssue.get(issue);
    if (known !== undefined) return known;
    const url = `${request.url.replace(/\?.*$/, '')}/editmeta`;
    return jsonOf((await transport({ ...request, method: 'GET', url, body: undefined })).body);
  };

  return async (request) => {
    const [, issue, isEditmeta] = issuePath.exec(request.url) ?? [];
    const violations = check.violations(request);
    if (violations.length === 0 && request.method === 'PUT' && issue !== undefined && !isEditmeta) {
      violations.push(...check.valueViolations(jsonOf(request.body), await editmetaOf(request, issue)));
    }
    if (violations.length > 0) throw new SignalboxError('vendor-contract', violations.join('\n'));
    const response = await transport(request);
    const editmeta = issue === undefined ? undefined : editmetaIn(response, isEditmeta !== undefined);
    if (issue !== undefined && editmeta !== undefined) editmetaByIssue.set(issue, editmeta);
    return response;
  };
}
