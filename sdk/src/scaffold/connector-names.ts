import { SignalboxError } from '../errors/index.ts';

/** One name in every form that a package needs. */
export interface ConnectorNames {
  /** `zen-desk`: the connector, its files. */
  readonly kebab: string;
  /** `zenDesk`: values. */
  readonly camel: string;
  /** `ZenDesk`: types, and what people read. */
  readonly pascal: string;
}

const kebabPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;

/** Words that no function can be called. */
const reserved: ReadonlySet<string> = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield'.split(
    ' ',
  ),
);

/** Throws `configuration` for a name that is not kebab-case, or that JavaScript keeps for itself. */
export function connectorNames(name: string): ConnectorNames {
  if (!kebabPattern.test(name) || reserved.has(name)) {
    throw new SignalboxError(
      'configuration',
      `"${name}" cannot be a connector's name: write it in kebab-case, as in zendesk or service-desk-plus.`,
    );
  }
  const pascal = name.replace(/(^|-)([a-z0-9])/g, (_, _dash, letter: string) => letter.toUpperCase());
  return { kebab: name, camel: pascal.charAt(0).toLowerCase() + pascal.slice(1), pascal };
}

/** The template's name, Acme, replaced in a text or a file name. */
export function renamed(text: string, { kebab, camel, pascal }: ConnectorNames): string {
  return text
    .replace(/\bacme(?=[A-Z(])/g, camel)
    .replaceAll('acme', kebab)
    .replaceAll('Acme', pascal)
    .replaceAll('ACME', pascal.toUpperCase());
}
