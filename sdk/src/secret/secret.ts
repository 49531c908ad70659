import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { z } from 'zod';
import { SignalboxError } from '../errors/index.ts';

const revealers = new WeakMap<Secret, () => string>();

/** A value that never prints: logs, JSON and errors show `[secret]`. */
export class Secret {
  readonly name: string;

  constructor(name: string, reveal: () => string) {
    this.name = name;
    revealers.set(this, reveal);
  }

  /** The value itself; read at the moment of use, so that a rotated file or variable takes effect. */
  reveal(): string {
    const reveal = revealers.get(this);
    if (!reveal) throw new SignalboxError('configuration', `The secret ${this.name} has no value.`);
    return reveal();
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}

/**
 * A secret from the environment: `secret('JIRA_WEBHOOK')` reads `JIRA_WEBHOOK`, or the file that `JIRA_WEBHOOK_FILE`
 * names (for mounted secrets). Throws `configuration` without a name.
 */
export function secret(name: string): Secret {
  if (typeof name !== 'string' || name === '') {
    throw new SignalboxError(
      'configuration',
      "secret() needs the name of an environment variable: write secret('JIRA_TOKEN')",
    );
  }
  return new Secret(name, () => {
    const file = process.env[`${name}_FILE`];
    if (file) return readFileSync(file, 'utf8').trimEnd();
    const value = process.env[name];
    if (value) return value;
    throw new SignalboxError(
      'configuration',
      `Set the environment variable ${name}, or ${name}_FILE to a file that holds it.`,
    );
  });
}

/** A secret that is already in memory: for tests, the demo, and tokens from a store. */
export function secretValue(value: string, name = 'value'): Secret {
  return new Secret(name, () => value);
}

export const secretSchema = z.custom<Secret>((value) => value instanceof Secret, {
  error: "write secret('NAME_OF_AN_ENVIRONMENT_VARIABLE'), never the value itself",
});
