import { AspectIcon } from '@signalbox/panel';
import { useCallback } from 'react';
import { readinessSchema } from '../api/index.ts';
import { useBridge, useResource } from '../state/index.ts';
import { strings } from '../strings.ts';

/** Cannot be overlooked while the bridge decides without a model; nothing otherwise. */
export function NoModel() {
  const { client, pulse } = useBridge();
  const { data } = useResource(
    useCallback(
      (signal: AbortSignal) => client.read('readyz', readinessSchema, { signal, accept: [503] }),
      [client],
    ),
    pulse,
  );
  const isMissing = data?.checks.some(({ name, isReady }) => name === 'model' && !isReady) ?? false;
  return (
    <div role="status" className="no-model-status">
      {isMissing ? (
        <p className="no-model">
          <AspectIcon route="escalate" size={28} />
          <span>
            <strong>{strings.noModel.title}</strong> {strings.noModel.hint}
          </span>
        </p>
      ) : null}
    </div>
  );
}
