import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** A page of the documentation; `path` is relative to the repository's root. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** README.md and everything under docs/. */
export async function readPages(): Promise<readonly Page[]> {
  const names = await readdir(path.join(root, 'docs'), { recursive: true });
  const paths = ['README.md', ...names.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)];
  return await Promise.all(
    paths.sort().map(async (name) => ({ path: name, text: await readFile(path.join(root, name), 'utf8') })),
  );
}

export async function readPage(name: string): Promise<Page> {
  return { path: name, text: await readFile(path.join(root, name), 'utf8') };
}

/** A fenced block of a page. */
export interface CodeBlock {
  readonly page: string;
  readonly language: string;
  /** Of its first line of code. */
  readonly line: number;
  readonly code: string;
  /** What an HTML comment `<!-- given: … -->` right above it declares: code the reader has anyway. */
  readonly given: string;
}

export function codeBlocks({ path: page, text }: Page): readonly CodeBlock[] {
  const pattern = /(?:<!-- given: ([^>]*?) -->\n)?^```(\w+)\n([\s\S]*?)^```$/gm;
  return [...text.matchAll(pattern)].map((match) => {
    const [whole, given = '', language = '', code = ''] = match;
    const before = text.slice(0, match.index + whole.indexOf('```'));
    return { page, language, line: before.split('\n').length + 1, code, given };
  });
}

/** The rows of the first table below the comment `<!-- NAME -->`; cells are trimmed. */
export function tableBelow({ path: page, text }: Page, name: string): readonly (readonly string[])[] {
  const start = text.indexOf(`<!-- ${name} -->`);
  if (start < 0) throw new Error(`${page} has no <!-- ${name} -->`);
  const lines = text.slice(start).split('\n').slice(1);
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(2, end < 0 ? undefined : end).map((line) =>
    line
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** What stands between the first pair of backticks. */
export function codeOf(cell: string | undefined): string {
  return /`([^`]+)`/.exec(cell ?? '')?.[1] ?? '';
}
