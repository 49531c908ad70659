import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { isSignalboxError } from '@signalbox/sdk/errors';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BadRecord, DataRecord } from './data-record.ts';
import { readRecords } from './read-records.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'signalbox-records-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function readAll(path: string) {
  const records: (DataRecord | BadRecord)[] = [];
  for await (const record of readRecords(path)) records.push(record);
  return records;
}

async function read(name: string, content: string | Uint8Array) {
  const path = join(directory, name);
  await writeFile(path, content);
  return readAll(path);
}

describe('readRecords', () => {
  it('reads JSONL, plain and gzip, with a byte order mark, CRLF and empty lines', async () => {
    const content = '\ufeff{"text":"a"}\r\n\r\n{"text":"b\u2028c"}';
    const expected = [
      { line: 1, values: { text: 'a' } },
      { line: 3, values: { text: 'b\u2028c' } },
    ];
    expect(await read('plain.jsonl', content)).toEqual(expected);
    expect(await read('packed.jsonl.gz', gzipSync(content))).toEqual(expected);
  });

  it('reports JSONL rows that cannot be used, and goes on', async () => {
    expect(await read('bad.jsonl', '{"text":"a"}\n{"text":\n[1]\n7\n{"text":"b"}\n')).toEqual([
      { line: 1, values: { text: 'a' } },
      { line: 2, problem: 'not valid JSON' },
      { line: 3, problem: 'not a JSON object' },
      { line: 4, problem: 'not a JSON object' },
      { line: 5, values: { text: 'b' } },
    ]);
  });

  it('reads CSV with quotes, line breaks in quotes, and other delimiters', async () => {
    expect(await read('a.csv', '\ufefftext,label\n"said ""no"", twice",x\n"two\nlines",y\n')).toEqual([
      { line: 2, values: { text: 'said "no", twice', label: 'x' } },
      { line: 4, values: { text: 'two\nlines', label: 'y' } },
    ]);
    expect(await read('b.csv', 'text;label\r\na;x\r\n')).toEqual([
      { line: 2, values: { text: 'a', label: 'x' } },
    ]);
    expect(await read('c.tsv.gz', gzipSync('text\tlabel\na\tx\n'))).toEqual([
      { line: 2, values: { text: 'a', label: 'x' } },
    ]);
  });

  it('reports CSV rows with missing columns, takes stray quotes literally, and goes on', async () => {
    const records = await read('bad.csv', 'text,label\na,x\nonly text\n"broken" quote,y\nb,z\n');
    expect(records).toEqual([
      { line: 2, values: { text: 'a', label: 'x' } },
      { line: 3, problem: '1 columns instead of 2' },
      { line: 4, values: { text: '"broken" quote', label: 'y' } },
      { line: 5, values: { text: 'b', label: 'z' } },
    ]);
  });

  it('refuses a header that names a column twice, which would hide the first', async () => {
    await expect(read('twice.csv', 'text,label, text\na,x,b\n')).rejects.toThrow(
      'The header names the column "text" twice: rename one.',
    );
  });

  it('reports a quote that is never closed', async () => {
    const records = await read('open.csv', 'text,label\na,x\n"never closed,y\n');
    expect(records[0]).toEqual({ line: 2, values: { text: 'a', label: 'x' } });
    expect(records[1]).toMatchObject({ problem: expect.stringMatching(/quote/i) });
  });

  it('reports rows that are not UTF-8, wherever the chunks end, and goes on', async () => {
    const latin1 = (text: string) => Buffer.from(text, 'latin1');
    const rows = Array.from({ length: 9_000 }, (_, index) => `{"text":"größer ${index}"}\n`);
    const jsonl = Buffer.concat([
      Buffer.from(`${rows.join('')}`),
      latin1('{"text":"größer"}\r\n'),
      Buffer.from('{"text":"größer"}'),
    ]);
    const records = await read('latin1.jsonl', jsonl);
    expect(records).toHaveLength(9_002);
    expect(records.slice(0, 9_000)).toEqual(
      rows.map((_, index) => ({ line: index + 1, values: { text: `größer ${index}` } })),
    );
    expect(records.slice(9_000)).toEqual([
      { line: 9_001, problem: expect.stringContaining('not UTF-8') },
      { line: 9_002, values: { text: 'größer' } },
    ]);
    const csv = Buffer.concat([
      Buffer.from('text,label\n"two\nlines ü",a\n"two\n'),
      latin1('lines ü'),
      Buffer.from('",b\nü,c\n'),
      latin1('ü,d'),
    ]);
    expect(await read('latin1.csv', csv)).toEqual([
      { line: 3, values: { text: 'two\nlines ü', label: 'a' } },
      { line: 5, problem: expect.stringContaining('not UTF-8') },
      { line: 6, values: { text: 'ü', label: 'c' } },
      { line: 7, problem: expect.stringContaining('not UTF-8') },
    ]);
  });

  it('says which file cannot be read, or is damaged', async () => {
    const missing = readAll(join(directory, 'nothing.jsonl'));
    await expect(missing).rejects.toThrow(/nothing\.jsonl" cannot be read: it does not exist/);
    const whole = gzipSync('{"text":"a"}\n'.repeat(1_000));
    for (const name of ['cut.jsonl.gz', 'cut.csv.gz']) {
      const error = await read(name, whole.subarray(0, whole.length - 12)).catch((thrown: unknown) => thrown);
      expect(isSignalboxError(error) && error.code).toBe('unreadable');
    }
  });
});
