import { asList, FieldProblem, type FieldScope, kindOf } from '../fields/index.ts';
import { Refusal } from '../http/index.ts';
import type { AtlassianDocument } from '../state/index.ts';
import { type Field, isCustom, type StoredFields, type StoredValue } from '../state/index.ts';
import { readRichText } from '../text/index.ts';
import type { ChangeRequest } from './change-request.ts';

export interface ReadValues {
  readonly values: StoredFields;
  /** Comments that `update.comment` adds. */
  readonly comments: readonly AtlassianDocument[];
}

/**
 * Checks every field of a request against its screen and its kind. One bad field refuses the whole request, with a
 * message for each, as Jira does. Throws a refusal.
 */
export function readValues(
  request: ChangeRequest,
  screen: ReadonlySet<string>,
  before: StoredFields,
  scope: FieldScope,
): ReadValues {
  const errors: Record<string, string> = {};
  const messages: string[] = [];
  const values: Record<string, StoredValue> = {};
  const comments: AtlassianDocument[] = [];
  const known = scope.viewer.state.fields;
  const attempt = (fieldId: string, read: () => void): void => {
    try {
      read();
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error;
      if (error.message === 'INVALID_INPUT') messages.push(error.message);
      else errors[fieldId] = error.message;
    }
  };
  for (const [fieldId, input] of Object.entries(request.fields)) {
    attempt(fieldId, () => {
      const field = onScreen(fieldId, known, screen);
      if (fieldId in request.update) {
        messages.push(`Field '${fieldId}' cannot appear in both 'fields' and 'update'`);
        return;
      }
      values[fieldId] = kindOf(field).read(input, field, scope);
    });
  }
  for (const [fieldId, operations] of Object.entries(request.update)) {
    if (fieldId === 'comment') {
      attempt(fieldId, () => {
        for (const operation of operations) comments.push(commentOf(operation, scope));
      });
      continue;
    }
    attempt(fieldId, () => {
      const field = onScreen(fieldId, known, screen);
      let value = before[fieldId] ?? null;
      for (const operation of operations) {
        for (const [verb, input] of Object.entries(operation)) {
          const refused = unsupported(field, verb);
          if (refused !== null) {
            messages.push(refused);
            continue;
          }
          value = operate(verb, input, value, field, scope);
        }
      }
      values[fieldId] = value;
    });
  }
  if (messages.length > 0 || Object.keys(errors).length > 0) throw new Refusal(400, messages, errors);
  return { values, comments };
}

function onScreen(fieldId: string, known: ReadonlyMap<string, Field>, screen: ReadonlySet<string>): Field {
  const field = known.get(fieldId);
  if (field && screen.has(fieldId)) return field;
  throw new FieldProblem(
    `Field '${fieldId}' cannot be set. It is not on the appropriate screen, or unknown.`,
  );
}

/** Jira's own words, with its own misplaced quote. */
function unsupported(field: Field, verb: string): string | null {
  const { operations } = kindOf(field);
  if (operations.some((operation) => operation === verb)) return null;
  const name = isCustom(field) ? field.name : field.id;
  return (
    `Field with id' ${field.id}' and name '${name}' does not support operation '${verb}' ` +
    `Supported operation(s) are: '${operations.join(',')}'`
  );
}

function operate(
  verb: string,
  input: unknown,
  value: StoredValue,
  field: Field,
  scope: FieldScope,
): StoredValue {
  const kind = kindOf(field);
  if (verb === 'set' || !kind.readItem) return kind.read(input, field, scope);
  const item = kind.readItem(input, field, scope);
  const others = asList(value).filter((present) => present !== item);
  return verb === 'add' ? [...others, item].sort() : others;
}

function commentOf(operation: Readonly<Record<string, unknown>>, { viewer }: FieldScope): AtlassianDocument {
  const { add } = operation;
  const body =
    typeof add === 'object' && add !== null && 'body' in add ? readRichText(add.body, viewer.version) : null;
  if (body === null) throw new FieldProblem('Comment body is not valid!');
  return body;
}
