import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface TemporaryDirectory extends AsyncDisposable {
  readonly path: string;
}

export async function temporaryDirectory(): Promise<TemporaryDirectory> {
  const made = await mkdtemp(path.join(tmpdir(), 'signalbox-bench-'));
  // PostgreSQL runs as another user where this is run as root, and has to get through.
  await chmod(made, 0o711);
  return { path: made, [Symbol.asyncDispose]: () => rm(made, { recursive: true, force: true }) };
}
