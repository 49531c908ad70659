import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { LabelledText } from './tickets.ts';

/**
 * What scikit-learn's linear SVM says of each text of `test`; null where the host's `python3` (or the one that
 * `PYTHON` names) has no scikit-learn.
 */
export async function linearSvmLabels(
  training: readonly LabelledText[],
  test: readonly string[],
): Promise<readonly string[] | null> {
  const script = fileURLToPath(new URL('peers/linear-svm.py', import.meta.url));
  const child = spawn(process.env['PYTHON'] ?? 'python3', ['-W', 'ignore', script], {
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  // A missing program and a missing library end the same way: there is no peer.
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.on('error', () => resolve(null));
    child.on('close', resolve);
  });
  child.stdin.end(JSON.stringify({ training, test }));
  const [output, complaint, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  if (code === 0) return (JSON.parse(output) as { labels: string[] }).labels;
  if (code === null || complaint.includes('ModuleNotFoundError')) return null;
  throw new Error(`The linear SVM failed: ${complaint.trim().split('\n').at(-1)}`);
}
