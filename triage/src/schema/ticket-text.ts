/** The text of a ticket as Signalbox reads it, before masking: `original` places of evidence are offsets into it. */
export function ticketText({
  summary,
  description,
}: {
  readonly summary: string;
  readonly description: string;
}): string {
  return `${summary}\n${description}`.trim();
}
