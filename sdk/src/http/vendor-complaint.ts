/** What a vendor's error body says. */
export interface VendorComplaint {
  /** The vendor's sentence; null when it gives none. */
  readonly message: string | null;
  /** Reasons by the vendor's field id. */
  readonly fields: Readonly<Record<string, string>>;
}

/** Reads a vendor's error body; returns null for a shape it does not know. */
export type ReadComplaint = (body: unknown) => VendorComplaint | null;

const longestMessage = 300;
/** Shorter strings are ids and labels; blanking those would make the vendor's sentence useless. */
const shortestEcho = 12;

/** Vendors quote what they were sent: blanks every piece of the request that the complaint repeats. */
export function withoutEchoes(complaint: VendorComplaint, requestBody: unknown): VendorComplaint {
  const sent = stringsIn(requestBody).filter((text) => text.length >= shortestEcho);
  const clean = (text: string) => {
    const blanked = sent.reduce((result, piece) => result.replaceAll(piece, '…'), text);
    const line = blanked.replace(/\s+/g, ' ').trim();
    return line.length > longestMessage ? `${line.slice(0, longestMessage)}…` : line;
  };
  return {
    message: complaint.message === null ? null : clean(complaint.message),
    fields: Object.fromEntries(Object.entries(complaint.fields).map(([field, text]) => [field, clean(text)])),
  };
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value, ...value.split('\n').map((line) => line.trim())];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(stringsIn);
}
