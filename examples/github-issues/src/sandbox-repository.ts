import type { SandboxStage } from '@signalbox/sdk/sandbox';
import { issueBean, labelBean, userBean } from './sandbox-beans.ts';

export const repositoryName = 'octo-org/support';

/** An issue as the sandbox keeps it. */
export interface StoredIssue {
  readonly number: number;
  readonly title: string;
  readonly body: string;
  readonly note: string | null;
  readonly author: string;
  readonly createdAt: number;
  updatedAt: number;
  labels: readonly string[];
  readonly events: Readonly<Record<string, unknown>>[];
}

/** GitHub keeps times to the second. */
const seconds = (at: number): string =>
  new Date(Math.floor(at / 1000) * 1000).toISOString().replace('.000Z', 'Z');

/** One repository, and what people and the integration do there. */
export class Repository {
  readonly labels = new Set([
    ...['Hardware', 'Software', 'Network', 'Access'].map((name) => `category: ${name}`),
    ...['low', 'normal', 'high'].map((name) => `priority: ${name}`),
    'needs-human',
  ]);
  readonly hidden = new Set<string>();
  readonly hiddenFields = new Set<string>();
  readonly #stage: SandboxStage;
  readonly #own: string;
  readonly #issues = new Map<string, StoredIssue>();
  #events = 0;

  constructor(stage: SandboxStage, own: string) {
    this.#stage = stage;
    this.#own = own;
  }

  open(title: string, body: string, note: string | null): StoredIssue {
    const at = this.#stage.now();
    const number = this.#issues.size + 1;
    const common = { number, title, body, note, author: 'cleo', createdAt: at, updatedAt: at };
    const issue: StoredIssue = { ...common, labels: [], events: [] };
    this.#issues.set(String(number), issue);
    this.#record(issue, 'create', 'cleo', []);
    this.#tell('opened', issue, 'cleo');
    return issue;
  }

  /** The labels that the issue has from now on; GitHub makes those that the repository lacks. */
  relabel(issue: StoredIssue, wanted: readonly string[], login: string): void {
    const labels = [...new Set(wanted)];
    const added = labels.filter((name) => !issue.labels.includes(name));
    const removed = issue.labels.filter((name) => !labels.includes(name));
    if (added.length + removed.length === 0) return;
    const at = this.#stage.now();
    for (const name of added) this.labels.add(name);
    issue.labels = labels;
    issue.updatedAt = at;
    const events = [
      ...removed.map((name) => ['unlabeled', name] as const),
      ...added.map((name) => ['labeled', name] as const),
    ];
    for (const [event, name] of events) {
      this.#events += 1;
      const { color } = labelBean(repositoryName, this.#stage.baseUrl, name);
      issue.events.push({
        id: this.#events,
        node_id: `EVENT_${this.#events}`,
        url: `${this.#stage.baseUrl}/repos/${repositoryName}/issues/events/${this.#events}`,
        actor: userBean(this.#stage.baseUrl, login, login === this.#own),
        event,
        commit_id: null,
        commit_url: null,
        created_at: seconds(at),
        label: { name, color },
        performed_via_github_app: null,
      });
    }
    this.#record(issue, 'edit', login, [
      ...new Set([...added, ...removed].map((name) => name.split(': ')[0] ?? name)),
    ]);
    for (const [event, name] of events) this.#tell(event, issue, login, name);
  }

  /** As a person does it: another label of the same field. */
  choose(issue: StoredIssue, field: string, label: string, login: string): void {
    this.relabel(issue, [...issue.labels.filter((name) => !name.startsWith(`${field}: `)), label], login);
  }

  delete(id: string): void {
    const issue = this.find(id);
    this.#issues.delete(id);
    this.#tell('deleted', issue, 'ada');
  }

  find(id: string): StoredIssue {
    const issue = this.#issues.get(id);
    if (!issue) throw new RangeError(`The sandbox has no issue ${id}.`);
    return issue;
  }

  visible(id: string): StoredIssue | undefined {
    return this.hidden.has(id) ? undefined : this.#issues.get(id);
  }

  isHidden(row: unknown): boolean {
    return typeof row === 'object' && row !== null && 'number' in row && this.hidden.has(String(row.number));
  }

  /** Oldest change first. */
  list(since: number): readonly Readonly<Record<string, unknown>>[] {
    return [...this.#issues.values()]
      .filter(({ updatedAt }) => Math.floor(updatedAt / 1000) >= Math.floor(since / 1000))
      .sort((left, right) => left.updatedAt - right.updatedAt || left.number - right.number)
      .map((issue) => this.bean(issue));
  }

  bean(issue: StoredIssue): Readonly<Record<string, unknown>> {
    const bean = issueBean(repositoryName, this.#stage.baseUrl, {
      ...issue,
      created: seconds(issue.createdAt),
      updated: seconds(issue.updatedAt),
    });
    return Object.fromEntries(Object.entries(bean).filter(([field]) => !this.hiddenFields.has(field)));
  }

  labelBeans(names: readonly string[]) {
    return names.map((name) => labelBean(repositoryName, this.#stage.baseUrl, name));
  }

  get facts() {
    return [...this.#issues.values()].map(({ number, note, labels }) => ({
      id: String(number),
      key: `${repositoryName}#${number}`,
      note,
      fields: { labels },
    }));
  }

  #record(issue: StoredIssue, kind: 'create' | 'edit', actor: string, fields: readonly string[]): void {
    const at = new Date(this.#stage.now()).toISOString();
    this.#stage.record({
      at,
      ticketId: String(issue.number),
      kind,
      actor,
      fields,
      actionId: null,
      isPublic: false,
    });
  }

  #tell(action: string, issue: StoredIssue, login: string, label?: string): void {
    const { baseUrl } = this.#stage;
    const name = repositoryName.split('/')[1];
    this.#stage.tell(String(issue.number), {
      action,
      issue: this.bean(issue),
      ...(label === undefined ? {} : { label: labelBean(repositoryName, baseUrl, label) }),
      repository: { id: 1, name, full_name: repositoryName, private: true },
      sender: userBean(baseUrl, login, login === this.#own),
    });
  }
}
