import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Where the browser's package lies: it does not export its package.json. */
function packageDirectory(): string {
  return join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..');
}

/** Unpacks the browser that npm ships, once per version and machine, and completely or not at all. */
async function unpackedBrowser(): Promise<string> {
  const source = packageDirectory();
  const { version } = JSON.parse(await readFile(join(source, 'package.json'), 'utf8')) as { version: string };
  const target = join(tmpdir(), `signalbox-chromium-${version}`);
  if (existsSync(target)) return target;
  const aside = await mkdtemp(join(tmpdir(), 'signalbox-chromium-'));
  const before = process.env.TMPDIR;
  // The package unpacks into the temporary directory and takes whatever version it finds there.
  process.env.TMPDIR = aside;
  try {
    const { default: packaged, inflate } = await import('@sparticuz/chromium');
    await Promise.all([packaged.executablePath(), inflate(join(source, 'bin', 'al2023.tar.br'))]);
    await mkdir(dirname(target), { recursive: true });
    // Whoever came first wins; the others use the same.
    await rename(aside, target).catch(async (error: unknown) => {
      await rm(aside, { recursive: true });
      if (!existsSync(target)) throw error;
    });
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  return target;
}

const commonFlags = ['--font-render-hinting=none', '--disable-dev-shm-usage'];

/**
 * A headless Chromium: the one at `CHROMIUM_PATH`, else the one that npm ships, with the few libraries (NSS, NSPR,
 * expat) that a bare system lacks. Close it when done.
 *
 * @throws Error that says what to do, when there is none that starts.
 */
export async function launchChromium(): Promise<Browser> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const own = process.env.CHROMIUM_PATH;
  try {
    if (own) return await chromium.launch({ executablePath: own, args: [...commonFlags, ...sandbox] });
    const directory = await unpackedBrowser();
    return await chromium.launch({
      executablePath: join(directory, 'chromium'),
      args: [...commonFlags, '--no-sandbox', '--headless=shell', '--disable-gpu'],
      env: {
        ...process.env,
        LD_LIBRARY_PATH: [join(directory, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH]
          .filter(Boolean)
          .join(':'),
        ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(directory, 'fonts') }),
      },
    });
  } catch (cause) {
    throw new Error('No Chromium starts here. Set CHROMIUM_PATH to one, or run on Linux x64.', { cause });
  }
}
