import { SignalboxError } from '@signalbox/sdk';
import type { NewTicket, Sandbox } from '@signalbox/sdk/sandbox';
import {
  addComment,
  createIssue,
  deleteIssue,
  editIssue,
  moveIssue,
  readChangeRequest,
} from './effects/index.ts';
import { Refusal } from './http/index.ts';
import { viewerFor } from './render/index.ts';
import { scopeOf } from './routes/index.ts';
import {
  type Account,
  findIssue,
  findProject,
  type Issue,
  type Project,
  priorities,
  type SiteState,
} from './state/index.ts';
import { documentToWiki, plainToDocument } from './text/index.ts';
import { issueFields, selectedFields } from './views/index.ts';

/** What a test may say of a new ticket beside its text. */
export interface NewJiraTicket extends NewTicket {
  /** Name of one of the project's issue types. Default: the first. */
  readonly issueType?: string;
  /** Further fields, as the API takes them. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** What people do at a site without the API: customers write tickets, agents edit them and comment. */
export class Desk {
  readonly #state: SiteState;
  readonly #project: Project;
  #created = 0;

  constructor(state: SiteState, project: Project) {
    this.#state = state;
    this.#project = project;
  }

  create({ summary, description, note, issueType, fields }: NewJiraTicket): {
    readonly id: string;
    readonly key: string;
  } {
    const customers = this.#state.accounts.filter((account) => account.accountType === 'customer');
    const customer = customers[this.#created % Math.max(customers.length, 1)] ?? this.account(undefined);
    this.#created += 1;
    const type = issueType ?? this.#project.issueTypes[0]?.name;
    const line = summary.replaceAll(/\s+/g, ' ').trim().slice(0, 254);
    const issue = accepted(() =>
      createIssue(
        readChangeRequest({
          fields: {
            ...fields,
            summary: line,
            description: plainToDocument(description),
            issuetype: { name: type },
          },
        }),
        this.#project,
        scopeOf(this.#state, customer, this.#project),
        note ?? null,
      ),
    );
    return { id: issue.id, key: issue.key };
  }

  edit(id: string, fields: Readonly<Record<string, unknown>>, actor?: string): void {
    const issue = this.issue(id);
    const scope = scopeOf(this.#state, this.account(actor), issue.project);
    accepted(() => editIssue(issue, readChangeRequest({ fields: this.#asApiValues(fields) }), scope));
  }

  delete(id: string): void {
    const issue = this.issue(id);
    deleteIssue(issue, scopeOf(this.#state, this.account(undefined), issue.project));
  }

  move(id: string, projectKey: string): { readonly key: string } {
    const issue = this.issue(id);
    const project = findProject(this.#state, projectKey);
    if (!project) throw new SignalboxError('not-found', `The sandbox has no project ${projectKey}.`);
    moveIssue(issue, project, scopeOf(this.#state, this.account(undefined), project));
    return { key: issue.key };
  }

  comment(
    id: string,
    text: string,
    options: { readonly actor?: string; readonly isPublic?: boolean } = {},
  ): void {
    const issue = this.issue(id);
    const scope = scopeOf(this.#state, this.account(options.actor), issue.project);
    addComment(issue, plainToDocument(text), options.isPublic ?? true, scope);
  }

  comments(id: string) {
    return this.issue(id).comments.map((comment) => ({
      id: comment.id,
      author: comment.authorId,
      body: documentToWiki(comment.body),
      isPublic: comment.isPublic && this.issue(id).project.type === 'service_desk',
    }));
  }

  get tickets(): Sandbox['tickets'] {
    const chosen = selectedFields(['*all', '-comment', '-worklog'], '*all', this.#state.fields);
    return [...this.#state.issues.values()].map((issue) => {
      const account = this.account(undefined);
      const scope = { viewer: viewerFor(this.#state, account, 2), project: issue.project, account };
      return { id: issue.id, key: issue.key, note: issue.note, fields: issueFields(issue, chosen, scope) };
    });
  }

  issue(id: string): Issue {
    const issue = findIssue(this.#state, id);
    if (!issue) throw new SignalboxError('not-found', `The sandbox has no ticket ${id}.`);
    return issue;
  }

  /** By account id or display name; default: the first agent who is not the integration. */
  account(name: string | undefined): Account {
    const { accounts } = this.#state;
    const found =
      name === undefined
        ? (accounts[1] ?? accounts[0])
        : accounts.find((account) => account.accountId === name || account.displayName === name);
    if (!found) throw new SignalboxError('not-found', `The sandbox has no account ${name}.`);
    return found;
  }

  /** For convenience, text stands for a document, and an option's name or id for the option. */
  #asApiValues(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return Object.fromEntries(
      Object.entries(fields).map(([id, value]) => {
        if (typeof value !== 'string') return [id, value];
        const field = this.#state.fields.get(id);
        const choices = field?.kind === 'priority' ? priorities : (field?.options ?? []);
        if (choices.some((choice) => choice.id === value)) return [id, { id: value }];
        switch (field?.kind) {
          case 'document':
            return [id, plainToDocument(value)];
          case 'option':
            return [id, { value }];
          case 'priority':
          case 'issue-type':
            return [id, { name: value }];
          case 'user':
            return [id, { accountId: this.account(value).accountId }];
          default:
            return [id, value];
        }
      }),
    );
  }
}

/** A refusal here is a mistake of the caller, in the vendor's own words. */
function accepted<Result>(act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new SignalboxError('rejected', `The sandbox refused: ${error.message}`, { fields: error.errors });
  }
}
