import type { FieldScope } from '../fields/index.ts';
import type { Issue } from '../state/index.ts';
import { record } from './journal.ts';
import { checkProperty, setProperties } from './set-property.ts';

/** Sets one property by its own endpoint. True when it was not there before. Throws a refusal. */
export function writeProperty(issue: Issue, key: string, value: unknown, scope: FieldScope): boolean {
  checkProperty(value);
  const isNew = !issue.properties.has(key);
  const actionId = setProperties(issue, [{ key, value }]);
  record(scope.viewer.state, issue, scope.account, { kind: 'property', fields: [key], actionId });
  return isNew;
}

/** False when there was none. */
export function deleteProperty(issue: Issue, key: string, scope: FieldScope): boolean {
  const wasThere = issue.properties.delete(key);
  if (wasThere) {
    record(scope.viewer.state, issue, scope.account, { kind: 'property', fields: [key], actionId: null });
  }
  return wasThere;
}
