import { styleText } from 'node:util';

type Format = Parameters<typeof styleText>[0];

/** Colours text for a terminal; plain elsewhere (`styleText` also honours NO_COLOR and FORCE_COLOR). */
export function paint(format: Format, text: string): string {
  return styleText(format, text, { stream: process.stdout });
}
