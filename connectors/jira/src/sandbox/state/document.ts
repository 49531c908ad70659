/** Atlassian Document Format, as far as the sandbox looks into it. */
export interface DocumentNode {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly DocumentNode[];
  readonly content?: readonly DocumentNode[];
}

export interface AtlassianDocument extends DocumentNode {
  readonly type: 'doc';
  readonly version: 1;
  readonly content: readonly DocumentNode[];
}
