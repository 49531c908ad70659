import type { TextSpan } from '../masking.ts';
import { matchesOf } from './matches.ts';

/** Finds one kind of personal data or secret. Where two find overlapping pieces, the earlier in the list wins. */
export interface Detector {
  /** The pseudonym's type: capital letters and underscores (`EMAIL` gives `[EMAIL_1]`). */
  readonly type: string;
  /** Changes whenever it could find something else in the same text. */
  readonly version: string;
  find(text: string): Iterable<TextSpan>;
}

export interface PatternOptions {
  readonly type: string;
  readonly version?: string;
  /** Global; a named group `value` marks the part to mask, otherwise the whole match is masked. Linear time. */
  readonly patterns: readonly RegExp[];
  /** Cheap test that spares most texts the patterns. */
  readonly isWorthwhile?: RegExp;
  /** A checksum, say. */
  readonly isValid?: (value: string) => boolean;
}

/** Several detectors of one type as one. `isWorthwhile` spares most texts all of them. */
export function anyOf(type: string, isWorthwhile: RegExp, detectors: readonly Detector[]): Detector {
  return {
    type,
    version: detectors.map(({ version }) => version).join('.'),
    *find(text) {
      if (!isWorthwhile.test(text)) return;
      for (const detector of detectors) yield* detector.find(text);
    },
  };
}

/** A detector made of regular expressions. */
export function patternDetector(options: PatternOptions): Detector {
  // Offsets of groups are asked for only where there is one: they cost time.
  const patterns = options.patterns.map((pattern) =>
    pattern.source.includes('(?<value>')
      ? new RegExp(pattern.source, `${pattern.flags.replace('d', '')}d`)
      : pattern,
  );
  return {
    type: options.type,
    version: options.version ?? '1',
    *find(text) {
      if (options.isWorthwhile !== undefined && !options.isWorthwhile.test(text)) return;
      for (const pattern of patterns) {
        for (const match of matchesOf(pattern, text)) {
          const whole = [match.index, match.index + match[0].length] as const;
          const [start, end] = match.indices?.groups?.['value'] ?? whole;
          if (end > start && (options.isValid?.(text.slice(start, end)) ?? true)) yield { start, end };
        }
      }
    },
  };
}
