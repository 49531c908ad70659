import type { Bound } from './site.ts';

/** Gives every method of a capability its context, so that a caller names only what it wants. */
export function bindCapability<Capability extends object>(
  capability: Capability | undefined,
  context: unknown,
): Bound<Capability> | undefined {
  if (!capability) return undefined;
  const members = memberNames(capability).map((name) => {
    const member: unknown = Reflect.get(capability, name);
    return [name, typeof member === 'function' ? member.bind(capability, context) : member];
  });
  return Object.fromEntries(members) as Bound<Capability>;
}

/** Own and inherited: a capability may be an instance of a class. */
function memberNames(capability: object): readonly string[] {
  const names = new Set<string>();
  for (
    let level: object | null = capability;
    level && level !== Object.prototype;
    level = Object.getPrototypeOf(level)
  ) {
    for (const name of Object.getOwnPropertyNames(level)) if (name !== 'constructor') names.add(name);
  }
  return [...names];
}
