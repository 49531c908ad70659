import type { ContractCheck } from '../check/index.ts';

type Answer = (request: Request) => Promise<Response>;

/** Which requests are the product's own: tests of the sandbox send wrong ones on purpose. */
const ownIdentity = /^signalbox\b/;

/** The published description is the same for every sandbox of a process, and takes longer to load than most tests. */
let contractCheck: Promise<ContractCheck> | undefined;

/**
 * With `SIGNALBOX_SANDBOX_CHECK=1`, as every test of this repository runs, each request of the connector is held to
 * the vendor's published description, and the values of its edits to the editmeta it was shown, wherever the sandbox is
 * used: in process, over HTTP, in a child process. A violation ends the process, so that no test can pass over it.
 */
export function withOwnRequestsChecked(answer: Answer): Answer {
  if (process.env.SIGNALBOX_SANDBOX_CHECK !== '1') return answer;
  const loading = import('../check/index.ts').then(async ({ createContractCheck, createRequestWatch }) => {
    contractCheck ??= createContractCheck();
    return createRequestWatch(await contractCheck);
  });
  return async (request) => {
    if (!ownIdentity.test(request.headers.get('user-agent') ?? '')) return await answer(request);
    const { method, url, headers } = request;
    const [watch, body] = await Promise.all([loading, request.clone().text()]);
    const violations = await watch.violations(
      { method, url, ...(body === '' ? {} : { body }) },
      async (where) => {
        const authorization = headers.get('authorization') ?? '';
        return await (await answer(new Request(where, { headers: { authorization } }))).text();
      },
    );
    if (violations.length > 0) {
      process.nextTick(() => {
        throw new Error(`A request to Jira breaks its contract:\n${violations.join('\n')}`);
      });
    }
    const response = await answer(request);
    if (watch.isOfInterest(request)) watch.learn(request, response.status, await response.clone().text());
    return response;
  };
}
