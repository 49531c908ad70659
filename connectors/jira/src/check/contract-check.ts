import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import addFormats from 'ajv-formats';
import { type Document, OpenAPIBackend, type Request } from 'openapi-backend';
import { valueViolations } from './value-violations.ts';

/** A request as it is about to leave. `body` is the JSON text or the parsed value; undefined when there is none. */
export interface OutgoingRequest {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
}

/** Holds requests to the vendor's published description, and to our own of the calls it lacks. */
export interface ContractCheck {
  /** What is wrong with a request; empty when it keeps the contract. */
  violations(request: OutgoingRequest): string[];
  /** What is wrong with the values of an edit or create, given the issue's editmeta or createmeta. */
  valueViolations: typeof valueViolations;
}

const descriptions = [
  'jira-cloud-v3.2025-12.openapi.json.gz',
  'own/service-desk.openapi.json',
  'own/oauth.openapi.json',
] as const;

async function readDescription(name: string): Promise<Document> {
  const bytes = await readFile(new URL(`../../contract/${name}`, import.meta.url));
  const text = name.endsWith('.gz') ? await promisify(gunzip)(bytes) : bytes;
  return JSON.parse(text.toString('utf8')) as Document;
}

async function readBackend(name: string): Promise<OpenAPIBackend> {
  const backend = new OpenAPIBackend({
    definition: await readDescription(name),
    quick: true,
    coerceTypes: false,
    ajvOpts: { strict: false, allErrors: true },
    customizeAjv: (ajv) => {
      addFormats.default(ajv);
      return ajv;
    },
  });
  await backend.init();
  return backend;
}

function parsedBody(body: unknown): unknown {
  if (typeof body !== 'string' || body === '') return body === '' ? undefined : body;
  try {
    return JSON.parse(body);
  } catch {
    return Object.fromEntries(new URLSearchParams(body));
  }
}

/** OAuth apps reach Jira under `/ex/jira/{cloudId}`; what follows is the same API. */
const gatewayPrefix = /^\/ex\/jira\/[^/]+(?=\/)/;

function asRequest({ method, url, body }: OutgoingRequest): Request {
  const { pathname, search } = new URL(url);
  const payload = parsedBody(body);
  return {
    method,
    path: pathname.replace(gatewayPrefix, ''),
    query: search.replace(/^\?/, ''),
    headers: payload === undefined ? {} : { 'content-type': 'application/json' },
    body: payload as Request['body'],
  };
}

function requestViolations(backend: OpenAPIBackend, request: Request): string[] {
  const { errors } = backend.validator.validateRequest(request);
  return (errors ?? []).map(
    (error) =>
      `${error.instancePath || '/'} ${error.message}${
        'additionalProperty' in error.params ? ` ("${error.params.additionalProperty}")` : ''
      }`,
  );
}

/** Loads the descriptions once (about 0.2 s). */
export async function createContractCheck(): Promise<ContractCheck> {
  const backends = await Promise.all(descriptions.map(readBackend));
  return {
    violations(outgoing) {
      const request = asRequest(outgoing);
      const backend = backends.find((candidate) => candidate.router.matchOperation(request));
      if (!backend) return [`${request.method} ${request.path} is in no description of the vendor's API`];
      return requestViolations(backend, request).map(
        (violation) => `${request.method} ${request.path}: ${violation}`,
      );
    },
    valueViolations,
  };
}
