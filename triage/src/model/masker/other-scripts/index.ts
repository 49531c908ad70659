import type { TextSpan } from '../../masking.ts';
import { chineseNames, japaneseNames } from './han-names.ts';
import { koreanNames } from './korean-names.ts';
import { arabicNames, devanagariNames, hebrewNames, thaiNames } from './uncased-names.ts';

const detectors = [
  ...[chineseNames, japaneseNames, koreanNames],
  ...[arabicNames, hebrewNames, devanagariNames, thaiNames],
];
/** From Hebrew on; what comes before (Latin, Greek, Cyrillic) has capital letters. */
const uncased = /[\u0590-\uffff]/;

/** Names in scripts without capital letters, by surnames and the words around them. */
export function* namesInOtherScripts(text: string): Iterable<TextSpan> {
  if (!uncased.test(text)) return;
  for (const { find } of detectors) yield* find(text);
}
