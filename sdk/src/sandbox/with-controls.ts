import { z } from 'zod';
import { faultKinds } from './fault-kinds.ts';
import type { Sandbox } from './sandbox.ts';

/** Where the controls are: no vendor has such a path. */
const root = '/_sandbox/';

const patternSchema = z.string().transform((source, context) => {
  try {
    return new RegExp(source);
  } catch {
    context.addIssue(
      'write match as a regular expression over "METHOD /path", as in "^PUT /rest/api/3/issue/"',
    );
    return z.NEVER;
  }
});

const faultSchema = z.strictObject({
  kind: z.enum(faultKinds, { error: `write kind as one of ${faultKinds.join(', ')}` }),
  times: z.int().positive().optional(),
  match: patternSchema.optional(),
  delayMs: z.number().nonnegative().optional(),
  rate: z.number().min(0).max(1).optional(),
});
const ticketSchema = z.strictObject({ summary: z.string().min(1), description: z.string() });
const webhookSchema = z.strictObject({ url: z.url() });

type Control = (sandbox: Sandbox, body: unknown) => Response | Promise<Response>;

const made = (body: unknown): Response => Response.json(body, { status: 201 });

const controls: Readonly<Record<string, Control>> = {
  'POST faults': (sandbox, body) => {
    sandbox.addFault(faultSchema.parse(body));
    return made(body);
  },
  'DELETE faults': (sandbox) => {
    sandbox.clearFaults();
    return new Response(null, { status: 204 });
  },
  'GET journal': ({ journal }) => Response.json(journal),
  'GET tickets': ({ tickets }) => Response.json(tickets),
  'POST tickets': async (sandbox, body) => made(await sandbox.createTicket(ticketSchema.parse(body))),
  'POST webhooks': (sandbox, body) => {
    sandbox.registerWebhook(webhookSchema.parse(body).url);
    return made(body);
  },
};

async function bodyOf(request: Request): Promise<unknown> {
  try {
    return JSON.parse(await request.text());
  } catch {
    return undefined;
  }
}

async function control(sandbox: Sandbox, request: Request, name: string): Promise<Response> {
  const action = controls[`${request.method} ${name}`];
  if (!action) {
    const known = Object.keys(controls).map((each) => each.replace(' ', ` ${root}`));
    return Response.json({ error: `There is only: ${known.join(', ')}.` }, { status: 404 });
  }
  try {
    return await action(sandbox, await bodyOf(request));
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const complaints = error.issues.map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`);
    return Response.json({ error: complaints.join('; ') }, { status: 400 });
  }
}

/**
 * A sandbox with controls over HTTP beside the vendor's API, for programs in other processes and languages: faults on
 * demand, the journal of effects, tickets as a customer writes them, where webhooks go. They ask for no credentials.
 */
export function withControls<Served extends Sandbox>(
  sandbox: Served,
): { readonly sandbox: Served; readonly baseUrl: string; fetch(request: Request): Promise<Response> } {
  return {
    sandbox,
    baseUrl: sandbox.baseUrl,
    async fetch(request) {
      const { pathname } = new URL(request.url);
      return pathname.startsWith(root)
        ? await control(sandbox, request, pathname.slice(root.length))
        : await sandbox.fetch(request);
    },
  };
}
