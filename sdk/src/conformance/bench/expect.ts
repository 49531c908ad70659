import assert from 'node:assert/strict';
import { type ErrorCode, isSignalboxError, type SignalboxError } from '../../errors/index.ts';

/** Fails the case with a sentence for the connector's author. */
export function check(holds: boolean, sentence: string): asserts holds {
  assert.ok(holds, sentence);
}

/** Fails the case unless both are deeply equal; shows the difference under the sentence. */
export function checkSame(actual: unknown, expected: unknown, sentence: string): void {
  try {
    assert.deepEqual(actual, expected);
  } catch (error) {
    const difference = error instanceof Error ? error.message.split('\n').slice(1).join('\n') : '';
    assert.fail(`${sentence}\n${difference}`);
  }
}

/**
 * The error that the work ends in. Fails the case when it does not fail, with anything but a `SignalboxError`, or with
 * a code that is not among `codes`.
 */
export async function refusal(
  work: () => Promise<unknown>,
  sentence: string,
  codes?: readonly ErrorCode[],
): Promise<SignalboxError> {
  const error = await work().then(
    () => assert.fail(sentence),
    (reason: unknown) => reason,
  );
  if (error instanceof assert.AssertionError) throw error;
  if (!isSignalboxError(error)) {
    const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    assert.fail(`It must end in a SignalboxError, and ended in ${what}`);
  }
  check(
    codes === undefined || codes.includes(error.code),
    `The error's code must be ${codes?.join(' or ')}, and is ${error.code}: ${error.message}`,
  );
  return error;
}
