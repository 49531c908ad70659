/** Runs `work`, then disposes, in reverse order, of what it put on the stack. */
export async function disposing<Result>(
  work: (stack: AsyncDisposableStack) => Promise<Result>,
): Promise<Result> {
  const stack = new AsyncDisposableStack();
  try {
    return await work(stack);
  } finally {
    await stack.disposeAsync();
  }
}
