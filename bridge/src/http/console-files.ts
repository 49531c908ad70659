import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { consoleHeaders } from './security-headers.ts';

const contentTypes: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

/** A file of the built console; a path without extension is a page of the application (index.html). */
export async function consoleFile(directory: string, path: string): Promise<Response | null> {
  const extension = extname(path);
  const name = extension === '' ? 'index.html' : path;
  const file = normalize(join(directory, name));
  // Never outside the directory, whatever the path says.
  if (!file.startsWith(normalize(directory) + sep)) return null;
  const type = contentTypes[extname(file)];
  if (type === undefined || !(await stat(file).catch(() => null))?.isFile()) return null;
  const isHashed = /-[\w-]{8,}\.\w+$/.test(file);
  return new Response(new Uint8Array(await readFile(file)), {
    headers: {
      ...consoleHeaders,
      'content-type': type,
      'cache-control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
    },
  });
}
