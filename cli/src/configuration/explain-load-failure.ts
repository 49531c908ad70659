import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where Signalbox itself is: what fails there was asked for by a line of the configuration. */
const own = ['sdk', 'cli', 'connectors'].map((folder) =>
  fileURLToPath(new URL(`../../../${folder}/`, import.meta.url)),
);

/** The first line of a file of the user's that a stack trace names. */
function placeIn(stack: string): { readonly file: string; readonly line: number } | null {
  for (const [, url = '', line = ''] of stack.matchAll(/((?:file:\/\/)?\/[^\s:()]+\.[cm]?[jt]s):(\d+)/g)) {
    // Node writes a path where the folder does not say that it holds modules.
    const file = url.startsWith('file:') ? fileURLToPath(url) : url;
    if (!file.includes('/node_modules/') && !own.some((folder) => file.startsWith(folder)))
      return { file, line: Number(line) };
  }
  return null;
}

function adviceFor(message: string): string {
  if (message.includes("package '@signalbox/"))
    return ' Keep the configuration file inside the Signalbox folder: it imports from there.';
  if (message.includes("package 'signalbox'")) return " Import from '@signalbox/cli'.";
  if (message.startsWith('Cannot find module')) return " An import names the whole file, as in './sites.ts'.";
  if (message.includes("'@signalbox/cli' does not provide"))
    return ' It has defineConfig, jira, secret and servicenow.';
  if (/^(defineConfig|jira|secret|servicenow) is not defined/.test(message))
    return " Add it to the line: import { defineConfig, jira, secret, servicenow } from '@signalbox/cli';";
  if (message.startsWith("Expected ',', got"))
    return ' A comma is missing, there or at the end of the line before.';
  return '';
}

/** Why a configuration file could not be loaded, with the line where that can be known. */
export function explainLoadFailure(shown: string, cause: unknown): string {
  const message = (cause instanceof Error ? cause.message : String(cause)).replace(/\.$/, '');
  const place = cause instanceof Error ? placeIn(cause.stack ?? '') : null;
  const text = place && readFileSync(place.file, 'utf8').split('\n')[place.line - 1];
  const where = place ? `${path.relative(process.cwd(), place.file)}:${place.line}` : shown;
  const quoted = place && text ? `\n\n  ${place.line} | ${text.trimEnd()}\n` : '';
  return `${where}  cannot be loaded: ${message}.${adviceFor(message)}${quoted}`;
}
