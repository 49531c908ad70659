import { AspectIcon } from '@signalbox/panel';
import type { SwitchSummary } from '../control/index.ts';
import { formatCount } from '../format/index.ts';
import type { Connection } from '../live/index.ts';
import { formatHash, noFilters, type Page, pages } from '../state/index.ts';
import { strings } from '../strings.ts';
import { ConnectionState } from './connection-state.tsx';
import { ThemeChoice } from './theme-choice.tsx';

const aspects = { unknown: 'none', none: 'apply', some: 'escalate', all: 'escalate' } as const;

export interface HeaderProps {
  readonly page: Page;
  readonly connection: Connection;
  /** When what is shown was loaded, in milliseconds since the epoch. */
  readonly loadedAt: number | null;
  readonly deadLetters: number;
  readonly summary: SwitchSummary;
  /** The id of what the switch button shows and hides. */
  readonly switchId: string;
  readonly isSwitchShown: boolean;
  readonly onSwitch: () => void;
}

export function Header({ page, connection, loadedAt, deadLetters, summary, ...switchBoard }: HeaderProps) {
  return (
    <header className="header">
      <h1 className="brand">
        <span className="brand-mark" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        {strings.product}
      </h1>
      <nav aria-label={strings.navigation}>
        {pages.map((name) => (
          <a
            key={name}
            href={formatHash({ page: name, receiptId: null, filters: noFilters })}
            aria-current={name === page ? 'page' : undefined}
          >
            {strings.pages[name]}
            {name === 'trouble' && deadLetters > 0 ? (
              <span className="badge number">
                {formatCount(deadLetters)}
                <span className="sb-hidden"> {strings.trouble.deadLetters}</span>
              </span>
            ) : null}
          </a>
        ))}
      </nav>
      <div className="header-end">
        <ConnectionState connection={connection} loadedAt={loadedAt} />
        <button
          type="button"
          className={`button switch-button switch-${summary.scope}`}
          aria-expanded={switchBoard.isSwitchShown}
          aria-controls={switchBoard.switchId}
          onClick={switchBoard.onSwitch}
        >
          <AspectIcon route={aspects[summary.scope]} size={20} />
          {summary.word}
        </button>
        <ThemeChoice />
      </div>
    </header>
  );
}
