import { SignalboxError } from '@signalbox/sdk';
import type { Classifier } from '@signalbox/triage/model';
import { parseTarget } from './model-options.ts';

/**
 * The model's target by column, from `[MODELTARGET=]COLUMN`: without a name it is the model's only target, or the one
 * called like the column.
 * @throws SignalboxError `configuration` when it is unclear, or the model has no such target.
 */
export function modelTargets(
  written: readonly string[],
  { targets }: Pick<Classifier, 'targets'>,
): Record<string, string> {
  const names = targets.map(({ name }) => name);
  return Object.fromEntries(
    written.map(parseTarget).map(({ name, column }) => {
      const target = name ?? (names.length === 1 ? names[0] : names.find((known) => known === column));
      if (target !== undefined && names.includes(target)) return [column, target];
      throw new SignalboxError(
        'configuration',
        target === undefined
          ? `Which target is column "${column}"? The model has ${names.join(', ')}. Write --target MODELTARGET=${column}.`
          : `The model has no target "${target}"; it has ${names.join(', ')}. Write --target MODELTARGET=COLUMN.`,
      );
    }),
  );
}
