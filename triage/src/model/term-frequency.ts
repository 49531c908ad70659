import { z } from 'zod';

/**
 * How much a feature that stands several times in a text weighs: as often (`linear`), or 1 + ln(count)
 * (`logarithmic`; Manning, Raghavan, Schütze 2008, 6.4.1). Part of the artifact format.
 */
export const termFrequencySchema = z.enum(['linear', 'logarithmic']);
export type TermFrequency = z.infer<typeof termFrequencySchema>;

export function termWeight(count: number, frequency: TermFrequency): number {
  return frequency === 'linear' || count === 1 ? count : 1 + Math.log(count);
}
