import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import type { AnnotatedText } from './annotated-text.ts';

const sentenceSchema = z.object({
  text: z.string(),
  template_id: z.number(),
  spans: z.array(z.object({ type: z.string(), start: z.number(), end: z.number() })),
});

/** The masker's type for each of presidio-research's that it looks for. */
const typeOf: Readonly<Record<string, string>> = {
  EMAIL_ADDRESS: 'EMAIL',
  PHONE_NUMBER: 'PHONE',
  CREDIT_CARD: 'CARD',
  IBAN_CODE: 'IBAN',
  IP_ADDRESS: 'IP',
  US_SSN: 'NATIONAL_ID',
  US_DRIVER_LICENSE: 'NATIONAL_ID',
  PERSON: 'PERSON',
  STREET_ADDRESS: 'ADDRESS',
  ZIP_CODE: 'ADDRESS',
};

const tolerated: Readonly<Record<string, string>> = { GPE: 'ADDRESS', TITLE: 'PERSON', NRP: 'ADDRESS' };

export interface PiiSentence extends AnnotatedText {
  /** Sentences of one template differ in their values only. */
  readonly template: number;
}

/** The shipped sample: 500 of presidio-research's sentences. */
export const sampleFile = new URL('./data/pii-sentences-sample.jsonl.gz', import.meta.url);

/** Sentences of presidio-research (gzipped JSONL), in the masker's types. */
export async function readSentences(file: URL | string): Promise<PiiSentence[]> {
  const lines = gunzipSync(await readFile(file))
    .toString('utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const { text, template_id: template, spans } = sentenceSchema.parse(JSON.parse(line));
    return {
      text,
      template,
      confusable: [],
      wanted: spans.flatMap(({ type: kind, start, end }) => {
        const type = typeOf[kind];
        return type === undefined ? [] : [{ type, kind, start, end }];
      }),
      tolerated: spans.flatMap(({ type: kind, start, end }) => {
        const type = tolerated[kind];
        return type === undefined ? [] : [{ type, start, end }];
      }),
    };
  });
}
