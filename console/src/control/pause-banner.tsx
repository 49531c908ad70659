import { AspectIcon } from '@signalbox/panel';
import type { Switches } from '../api/index.ts';
import { formatTime } from '../format/index.ts';
import { strings } from '../strings.ts';

/** Cannot be overlooked while nothing is written; always in the page, so that a screen reader hears it come and go. */
export function PauseBanner({ switches }: { readonly switches: Switches | null }) {
  const state = switches?.global;
  return (
    <div role="status" className="pause-status">
      {state?.isPaused ? (
        <p className="pause-banner">
          <AspectIcon route="escalate" size={28} />
          <span>
            <strong>{strings.switch.paused}.</strong> {state.reason ? `“${state.reason}” ` : ''}
            <span className="pause-by">
              {strings.switch.lastTurn(
                state.by ?? strings.switch.unknownPerson,
                state.at === null ? strings.sites.none : formatTime(state.at),
              )}
            </span>
          </span>
        </p>
      ) : null}
    </div>
  );
}
