/** Ends a case that cannot be tried on this connector; the reason is shown. */
export class SkippedCase extends Error {
  override readonly name = 'SkippedCase';
}

/** Throws {@link SkippedCase}. */
export function skip(reason: string): never {
  throw new SkippedCase(reason);
}
