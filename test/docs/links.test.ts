import { existsSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readPages, root } from './markdown.ts';

const withoutCode = (text: string): string =>
  text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');

/** As GitHub makes them of headings. */
function anchors(text: string): ReadonlySet<string> {
  const headings = text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

test('every link leads to a file that is there, and to a heading that it has', async () => {
  const pages = await readPages();
  const byPath = new Map(pages.map((page) => [page.path, page.text]));
  for (const page of pages) {
    for (const [, target = ''] of withoutCode(page.text).matchAll(/(?:\]\(|src="|srcset=")([^)"\s]+)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file = '', anchor] = target.split('#', 2);
      const found = file === '' ? page.path : path.posix.join(path.posix.dirname(page.path), file);
      expect.soft(existsSync(path.join(root, found)), `${page.path} links to ${target}`).toBe(true);
      const text = byPath.get(found);
      if (anchor !== undefined && text !== undefined)
        expect.soft(anchors(text), `${page.path} links to ${target}`).toContain(anchor);
    }
  }
});

test('every page can be reached from README.md', async () => {
  const pages = await readPages();
  const byPath = new Map(pages.map((page) => [page.path, page.text]));
  const reached = new Set<string>();
  const waiting = ['README.md'];
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    for (const [, target = ''] of withoutCode(byPath.get(name) ?? '').matchAll(/\]\(([^)\s#]+)/g)) {
      const found = path.posix.join(path.posix.dirname(name), target);
      if (byPath.has(found)) waiting.push(found);
    }
  }
  expect([...byPath.keys()].filter((name) => !reached.has(name))).toEqual([]);
});
