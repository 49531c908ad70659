import { AspectIcon } from '@signalbox/panel';
import { useRef, useState } from 'react';
import type { SwitchState } from '../api/index.ts';
import { formatTime } from '../format/index.ts';
import { strings } from '../strings.ts';
import { SwitchForm } from './switch-form.tsx';

export interface SwitchRowProps {
  /** null: the switch for all sites. */
  readonly site: string | null;
  readonly state: SwitchState | null;
  /** The switch for all is off, whatever this one says. */
  readonly isOverruled: boolean;
}

/** One switch: its state in words, who turned it last and why, and a button to turn it. */
export function SwitchRow({ site, state, isOverruled }: SwitchRowProps) {
  const [isTurning, setIsTurning] = useState(false);
  const button = useRef<HTMLButtonElement | null>(null);
  const isPaused = state?.isPaused ?? false;
  const name = site ?? strings.switch.everything;
  const own = isPaused ? strings.switch.isPaused : strings.switch.allowed;
  const done = () => {
    setIsTurning(false);
    // The button is there again only after this render.
    requestAnimationFrame(() => button.current?.focus());
  };
  return (
    <li className="switch-row">
      <AspectIcon route={isPaused || isOverruled ? 'escalate' : 'apply'} size={28} />
      <div className="switch-words">
        <p>
          <strong>{name}</strong> <span>{isOverruled && !isPaused ? strings.switch.byAll : own}</span>
        </p>
        {state === null || state.at === null ? null : (
          <p className="sb-quiet">
            {state.reason ? `“${state.reason}” ` : ''}
            {strings.switch.lastTurn(state.by ?? strings.switch.unknownPerson, formatTime(state.at))}
          </p>
        )}
      </div>
      {isTurning ? (
        <SwitchForm site={site} willPause={!isPaused} onDone={done} />
      ) : (
        <button
          ref={button}
          type="button"
          className={`button ${isPaused ? '' : 'button-stop-quiet'}`}
          aria-label={isPaused ? strings.switch.resumeOf(name) : strings.switch.pauseOf(name)}
          onClick={() => setIsTurning(true)}
        >
          {isPaused ? strings.switch.resume : strings.switch.pause}
        </button>
      )}
    </li>
  );
}
