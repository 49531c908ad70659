import { describeReason, reasonCodeSchema } from '@signalbox/triage/schema';

/** The sentence for a reason code; a code this console does not know is shown as it came. */
export function reasonSentence(code: string): string {
  const known = reasonCodeSchema.safeParse(code);
  return known.success ? describeReason(known.data) : code;
}
