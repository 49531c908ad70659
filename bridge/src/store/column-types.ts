import { types } from 'pg';

const int8 = 20;
const numeric = 1700;
const timestamptz = 1184;

function parseColumn(oid: number): ((text: string) => unknown) | undefined {
  // count(*) and identities fit a double; pg's default of strings turns `count + 1` into a concatenation.
  if (oid === int8 || oid === numeric) return Number;
  // Times are ISO 8601 strings everywhere in Signalbox.
  if (oid === timestamptz) return (text) => new Date(text).toISOString();
  return undefined;
}

/** Column parsers for Signalbox's own pool; pg's global ones stay as they are. */
export const columnTypes: { getTypeParser: typeof types.getTypeParser } = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const own = format === 'binary' ? undefined : parseColumn(oid);
    return own ?? types.getTypeParser(oid, format as 'text');
  }) as typeof types.getTypeParser,
};
