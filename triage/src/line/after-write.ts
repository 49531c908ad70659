import { isSameValue } from '@signalbox/sdk';
import type { Action } from '../schema/index.ts';

/**
 * A later action of a ticket once `done` has ended: where both set the same field, the later one was decided when
 * `done` was still on its way, and must compare with what `done` wrote. Returns `later` itself when nothing changes.
 */
export function afterWrite(later: Action, done: Action): Action {
  if (done.status !== 'applied' && done.status !== 'already-applied') return later;
  let isChanged = false;
  const fields = later.change.fields.map((field) => {
    const written = done.change.fields.find(
      ({ path, operation }) => path === field.path && operation === 'set' && field.operation === 'set',
    );
    if (!written || !isSameValue(field.from, written.from)) return field;
    isChanged = true;
    return { ...field, from: written.to };
  });
  return isChanged ? { ...later, change: { ...later.change, fields } } : later;
}
