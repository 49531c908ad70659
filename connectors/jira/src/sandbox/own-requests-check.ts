/** Which requests are the product's own: tests of the sandbox send wrong ones on purpose. */
const ownIdentity = /^signalbox\b/;

/**
 * With `SIGNALBOX_SANDBOX_CHECK=1`, as every test of this repository runs, each request of the connector is held to
 * the vendor's published description, wherever the sandbox is used: in process, over HTTP, in a child process. A
 * violation ends the process, so that no test can pass over it.
 */
export function ownRequestsCheck(): ((request: Request) => Promise<void>) | null {
  if (process.env.SIGNALBOX_SANDBOX_CHECK !== '1') return null;
  const loading = import('../check/index.ts').then((check) => check.createContractCheck());
  return async (request) => {
    if (!ownIdentity.test(request.headers.get('user-agent') ?? '')) return;
    const [check, body] = await Promise.all([loading, request.clone().text()]);
    const violations = check.violations({
      method: request.method,
      url: request.url,
      ...(body === '' ? {} : { body }),
    });
    if (violations.length === 0) return;
    process.nextTick(() => {
      throw new Error(`A request to Jira breaks the published description:\n${violations.join('\n')}`);
    });
  };
}
