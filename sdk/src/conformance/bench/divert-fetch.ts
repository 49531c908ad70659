/**
 * Sends what calls the global `fetch` for an origin to `answer` instead: a connector with an HTTP client of its own
 * reaches the sandbox, and is seen. Give the returned function a call when it is over.
 */
export function divertFetch(origin: string, answer: (request: Request) => Promise<Response>): () => void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    return new URL(request.url).origin === origin ? await answer(request) : await original(input, init);
  };
  return () => {
    globalThis.fetch = original;
  };
}
