import { useCallback, useId, useMemo, useState } from 'react';
import { createApiClient, overviewSchema, switchesSchema } from './api/index.ts';
import { PauseBanner, SwitchBoard, summariseSwitches } from './control/index.ts';
import { LinePage } from './line/index.ts';
import { useLive } from './live/index.ts';
import { TicketPane } from './pane/index.ts';
import { Header, TokenForm } from './shell/index.ts';
import { SitesPage } from './sites/index.ts';
import { type Bridge, BridgeContext, keepToken, takeToken, usePlace, useResource } from './state/index.ts';
import { strings } from './strings.ts';
import { TroublePage } from './trouble/index.ts';

/** The bridge serves the console at `…/console/` and everything else beside it, under whatever path a proxy adds. */
const baseUrl = new URL('../', new URL('.', document.baseURI)).href;

function Console({ client, askForToken }: Pick<Bridge, 'client' | 'askForToken'>) {
  const { connection, pulse, news, refresh } = useLive(client);
  const [place, go] = usePlace();
  const [isSwitchShown, setIsSwitchShown] = useState(false);
  const switchId = useId();
  const overview = useResource(
    useCallback(
      (signal: AbortSignal) => client.read('api/v1/overview', overviewSchema, { signal }),
      [client],
    ),
    pulse,
  );
  const switches = useResource(
    useCallback((signal: AbortSignal) => client.read('api/v1/switch', switchesSchema, { signal }), [client]),
    pulse,
  );
  const isPaused = useCallback(
    (site: string) =>
      switches.data?.global.isPaused === true ||
      switches.data?.sites.some((state) => state.site === site && state.isPaused) === true,
    [switches.data],
  );
  const bridge = useMemo(
    () => ({ client, baseUrl, pulse, news, refresh, isPaused, askForToken }),
    [client, pulse, news, refresh, isPaused, askForToken],
  );
  const { receiptId } = place;
  const closePane = () => {
    go({ ...place, receiptId: null });
    document.getElementById(`open-${receiptId}`)?.focus();
  };
  return (
    <BridgeContext value={bridge}>
      <Header
        page={place.page}
        connection={connection}
        loadedAt={overview.loadedAt}
        deadLetters={overview.data?.total.openDeadLetters ?? 0}
        summary={summariseSwitches(switches.data, overview.data)}
        switchId={switchId}
        isSwitchShown={isSwitchShown}
        onSwitch={() => setIsSwitchShown(!isSwitchShown)}
      />
      {isSwitchShown ? (
        <SwitchBoard
          id={switchId}
          switches={switches}
          sites={overview.data?.sites.map(({ site }) => site) ?? []}
        />
      ) : null}
      <PauseBanner switches={switches.data} />
      <main id="main" tabIndex={-1} className={receiptId === null ? 'views' : 'views views-split'}>
        <div className="view">
          {place.page === 'line' ? <LinePage overview={overview} place={place} onGo={go} /> : null}
          {place.page === 'sites' ? <SitesPage overview={overview} /> : null}
          {place.page === 'trouble' ? <TroublePage /> : null}
        </div>
        {receiptId === null ? null : <TicketPane key={receiptId} receiptId={receiptId} onClose={closePane} />}
      </main>
    </BridgeContext>
  );
}

/** Everything, or the question for a token. */
export function App() {
  // An object, so that giving the same token again tries again.
  const [session, setSession] = useState(() => ({
    token: takeToken(window.location, window.history, sessionStorage),
  }));
  const [isAsking, setIsAsking] = useState(false);
  const [isRejected, setIsRejected] = useState(false);
  const client = useMemo(
    () =>
      createApiClient({
        baseUrl,
        token: session.token,
        onUnauthorized: () => {
          setIsRejected(session.token !== null);
          setIsAsking(true);
        },
      }),
    [session],
  );
  const takeNewToken = (next: string) => {
    keepToken(sessionStorage, next);
    setSession({ token: next });
    setIsAsking(false);
    setIsRejected(false);
  };
  const askForToken = useCallback(() => setIsAsking(true), []);
  return (
    <>
      {/* A button and no link: the address holds the view, and following a link would lose it. */}
      <button type="button" className="skip" onClick={() => document.getElementById('main')?.focus()}>
        {strings.skip}
      </button>
      {isAsking ? <TokenForm isRejected={isRejected} onToken={takeNewToken} /> : null}
      <div hidden={isAsking} className="console">
        <Console client={client} askForToken={askForToken} />
      </div>
    </>
  );
}
