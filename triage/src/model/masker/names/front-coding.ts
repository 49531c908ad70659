/** The words of a list in which each stands as the number of letters it shares with the one before, and the rest. */
export function* frontDecoded(list: string): Iterable<string> {
  let word = '';
  for (const [, shared, rest] of list.matchAll(/(\d)([a-z]+)/g)) {
    word = word.slice(0, Number(shared)) + rest;
    yield word;
  }
}
