import { Refusal } from '../http/index.ts';
import type { Issue } from '../state/index.ts';
import { actionIdOfMarker, markerKey } from './action-marker.ts';

const longestProperty = 32_768;

/** Throws a refusal for a value that Jira would not keep. */
export function checkProperty(value: unknown): void {
  if (value === undefined) throw new Refusal(400, ['The property value cannot be empty.']);
  if (JSON.stringify(value).length > longestProperty) {
    throw new Refusal(400, [
      `The property value is too long. It must be at most ${longestProperty} characters long.`,
    ]);
  }
}

/** Sets properties that were checked before; answers the action id if one of them is our marker. */
export function setProperties(
  issue: Issue,
  properties: readonly { readonly key: string; readonly value: unknown }[],
): string | null {
  let actionId: string | null = null;
  for (const { key, value } of properties) {
    issue.properties.set(key, value);
    if (key === markerKey) actionId = actionIdOfMarker(value);
  }
  return actionId;
}
