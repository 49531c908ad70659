import { finishHash, hashStarts, hashStep } from './hash.ts';

/** Part of the artifact format. */
export const characterGramLimits = { shortest: 2, longest: 5, tokenLength: 40 } as const;

/** Hashes of the 2- to 5-grams of `<form>` within the word, every occurrence. */
export function characterGrams(form: string): number[] {
  const cut =
    form.length > characterGramLimits.tokenLength ? form.slice(0, characterGramLimits.tokenLength) : form;
  const marked = `<${cut}>`;
  const grams: number[] = [];
  for (let start = 0; start < marked.length - 1; start += 1) {
    let hash = hashStep(hashStarts.characters, marked.charCodeAt(start));
    const end = Math.min(marked.length, start + characterGramLimits.longest);
    for (let index = start + 1; index < end; index += 1) {
      hash = hashStep(hash, marked.charCodeAt(index));
      grams.push(finishHash(hash));
    }
  }
  return grams;
}
