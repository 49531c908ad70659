import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { Ajv } from 'ajv';
import { z } from 'zod';

const contentSchema = z.object({ schema: z.unknown().optional(), example: z.unknown().optional() }).loose();
const operationSchema = z
  .object({
    responses: z.record(
      z.string(),
      z.object({ content: z.record(z.string(), contentSchema).optional() }).loose(),
    ),
  })
  .loose();
const descriptionSchema = z
  .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
  .loose();

/** Atlassian's published description of Jira Cloud, asked about one answer at a time. */
export interface Description {
  /** What is wrong with a response body; null when the description says nothing about it. */
  readonly violations: (operation: string, status: number, body: unknown) => readonly string[] | null;
  /** The official examples of one answer, parsed. */
  readonly examples: (operation: string, status: number) => readonly unknown[];
}

const file = new URL('../../../contract/jira-cloud-v3.2025-12.openapi.json.gz', import.meta.url);
const json = 'application/json';
const pointer = (part: string): string =>
  encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'));

/** `operation` is `METHOD /path/{template}`. */
export async function readDescription(): Promise<Description> {
  const document: unknown = JSON.parse(gunzipSync(await readFile(file)).toString());
  const { paths } = descriptionSchema.parse(document);
  // Jira writes offsets without a colon, which JSON Schema's date-time does not allow: formats are not checked.
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema(Object(document), 'jira');
  const answer = (operation: string, status: number) => {
    const [method = '', path = ''] = operation.split(' ');
    const found = operationSchema.safeParse(paths[path]?.[method.toLowerCase()]);
    return found.data?.responses[String(status)]?.content?.[json];
  };
  return {
    violations: (operation, status, body) => {
      if (answer(operation, status)?.schema === undefined) return null;
      const [method = '', path = ''] = operation.split(' ');
      const place = [
        'paths',
        path,
        method.toLowerCase(),
        'responses',
        String(status),
        'content',
        json,
        'schema',
      ];
      const validate = ajv.compile({ $ref: `jira#/${place.map(pointer).join('/')}` });
      validate(body);
      return (validate.errors ?? []).map(
        (error) => `${error.instancePath} ${error.message} ${JSON.stringify(error.params)}`,
      );
    },
    examples: (operation, status) => {
      const example = answer(operation, status)?.example;
      if (example === undefined) return [];
      return [typeof example === 'string' ? JSON.parse(example) : example];
    },
  };
}
