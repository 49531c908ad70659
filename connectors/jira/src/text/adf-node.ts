/** A node of the Atlassian Document Format, read leniently: the format grows, and text must not be lost to a new node. */
export interface AdfNode {
  readonly type: string;
  readonly text: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly content: readonly unknown[];
  readonly marks: readonly unknown[];
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function adfNode(value: unknown): AdfNode | undefined {
  if (!isRecord(value) || typeof value.type !== 'string') return undefined;
  return {
    type: value.type,
    text: typeof value.text === 'string' ? value.text : '',
    attributes: isRecord(value.attrs) ? value.attrs : {},
    content: Array.isArray(value.content) ? value.content : [],
    marks: Array.isArray(value.marks) ? value.marks : [],
  };
}

/** An attribute as text; empty when it is missing or no scalar. */
export function attributeText(node: AdfNode, name: string): string {
  const value = node.attributes[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The address a card or link shows: its own, or the one inside its JSON-LD data. */
export function cardAddress(node: AdfNode): string {
  const { data, datasource } = node.attributes;
  return (
    attributeText(node, 'url') ||
    (isRecord(data) ? String(data.url ?? data.name ?? '') : '') ||
    (isRecord(datasource) ? String(datasource.id ?? '') : '')
  );
}
