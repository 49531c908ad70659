/** Differences in keys and types between an answer and an official example. */
export interface Differences {
  /** Paths in the example that the answer lacks. */
  readonly missing: readonly string[];
  /** Paths in the answer that the example lacks. */
  readonly additional: readonly string[];
  /** `path: answer's type, not example's type`. */
  readonly mistyped: readonly string[];
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Compares shapes, never values. Of a list the first elements are compared. A reference is an object when it is set
 * and empty text when it is not, so either matches the other; null stands for the absence of any type.
 */
export function differences(answer: Json, example: Json): Differences {
  const found = { missing: [] as string[], additional: [] as string[], mistyped: [] as string[] };
  walk(answer, example, '', found);
  return found;
}

type Found = { missing: string[]; additional: string[]; mistyped: string[] };

function walk(answer: Json, example: Json, path: string, found: Found): void {
  if (answer === null || example === null || isReferenceAndNone(answer, example)) return;
  const [mine, theirs] = [typeOf(answer), typeOf(example)];
  if (mine !== theirs) {
    found.mistyped.push(`${path}: ${mine}, not ${theirs}`);
  } else if (isList(answer) && isList(example)) {
    const [first, model] = [answer[0], example[0]];
    if (first !== undefined && model !== undefined) walk(first, model, `${path}[]`, found);
  } else if (isObject(answer) && isObject(example)) {
    for (const key of Object.keys(example)) if (!(key in answer)) found.missing.push(`${path}.${key}`);
    for (const [key, value] of Object.entries(answer)) {
      const model = example[key];
      if (model === undefined) found.additional.push(`${path}.${key}`);
      else walk(value, model, `${path}.${key}`, found);
    }
  }
}

function isReferenceAndNone(left: Json, right: Json): boolean {
  const isReference = (value: Json): boolean => isObject(value) && 'link' in value && 'value' in value;
  return (left === '' && isReference(right)) || (right === '' && isReference(left));
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function typeOf(value: Json): string {
  return isList(value) ? 'list' : typeof value;
}
