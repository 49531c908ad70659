import type { Random } from './random.ts';

/** Something that stands in a ticket. */
export interface Value {
  /** The masker's type; null: nothing to mask. */
  readonly type: string | null;
  readonly kind: string;
  make(random: Random): string;
  /** Sentences around it, `{}` where it stands. Absent: any sentence. */
  readonly sentences?: readonly string[];
}
