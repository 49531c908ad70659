import { AspectIcon } from '@signalbox/panel';
import type { SiteOverview } from '../api/index.ts';
import { useBridge } from '../state/index.ts';
import { strings } from '../strings.ts';

/** Nothing has come yet: what to do next. */
export function EmptyLine({ sites }: { readonly sites: readonly SiteOverview[] }) {
  const { baseUrl } = useBridge();
  const [register, ...rest] = strings.empty.steps;
  return (
    <section className="card empty" aria-labelledby="empty-title">
      <AspectIcon route="apply" size={56} />
      <div>
        <h2 id="empty-title">{strings.empty.title}</h2>
        <p>{strings.empty.text}</p>
        {sites.length === 0 ? (
          <p>{strings.empty.noSites}</p>
        ) : (
          <ol>
            <li>
              {register}
              <ul className="addresses">
                {sites.map((site) => (
                  <li key={site.site}>
                    <span className="sb-quiet">{site.site}</span>{' '}
                    <code>{new URL(`webhooks/${encodeURIComponent(site.site)}`, baseUrl).href}</code>
                  </li>
                ))}
              </ul>
            </li>
            {rest.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}
