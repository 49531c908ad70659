/** One line of what a governor says of itself. */
export interface StateLine {
  /** The members on the way to the value, in people's words. */
  readonly name: string;
  readonly value: string | number | boolean | null;
}

const words = (member: string) =>
  member
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[_-]+/g, ' ')
    .toLowerCase();

const deepest = 4;

/** Every value in an object whose shape is the connector's own, as lines to read; what is nested deeper is left out. */
export function flattenState(state: unknown, path: readonly string[] = []): StateLine[] {
  if (state === undefined || path.length > deepest) return [];
  if (typeof state === 'object' && state !== null) {
    const named = (member: string, value: unknown): [string, unknown] => {
      const name = typeof value === 'object' && value !== null && 'name' in value ? value.name : undefined;
      return [Array.isArray(state) && typeof name === 'string' ? name : member, value];
    };
    return Object.entries(state)
      .map(([member, value]) => named(member, value))
      .flatMap(([member, value]) => flattenState(value, [...path, member]));
  }
  const name = path.map(words).join(' › ');
  const isPlain = typeof state === 'string' || typeof state === 'number' || typeof state === 'boolean';
  return name === '' ? [] : [{ name, value: isPlain ? state : null }];
}
