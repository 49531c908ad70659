#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { exitCode, exitCodeOf } from './output/index.ts';
import { createProgram } from './program.ts';

const lingerMs = 1_000;

// Compiled once, used from the second start on; where this folder cannot be written, Node goes on without.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compiled', import.meta.url)));

// A reader that has seen enough (`| head`) closes the pipe: nothing is wrong, and there is nobody left to write to.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(exitCode.ok);
  throw error;
});

try {
  const program = await createProgram(process.argv[2]);
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`signalbox: ${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.SIGNALBOX_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  process.exitCode = exitCodeOf(error);
  // Everything of ours has ended by now: what a library left open (pg, a connection) keeps no failed command alive.
  setTimeout(() => process.exit(), lingerMs).unref();
}
