import { SignalboxError } from '../errors/index.ts';
import { isLinkLocalAddress } from './address-guard.ts';
import type { VendorRequest } from './site-client.ts';

/** Where requests of a site may go. */
export interface PermittedOrigins {
  readonly site: string;
  readonly baseUrl: string;
  /** Origins beside the base URL's own. */
  readonly origins: readonly string[];
}

/** The absolute URL of a request, its query appended. Throws `forbidden-origin` when it may not go there. */
export function requestUrl(permitted: PermittedOrigins, request: Pick<VendorRequest, 'path' | 'query'>): URL {
  const isAbsolute = /^[a-z][a-z0-9+.-]*:/i.test(request.path);
  const base = permitted.baseUrl.replace(/\/+$/, '');
  const address = isAbsolute ? request.path : `${base}/${request.path.replace(/^\/+/, '')}`;
  if (!URL.canParse(address)) {
    throw new SignalboxError(
      'forbidden-origin',
      `A request of the site ${permitted.site} has no usable address.`,
      {
        site: permitted.site,
      },
    );
  }
  const url = new URL(address);
  const query = queryString(request.query ?? {});
  if (query) url.search = url.search ? `${url.search}&${query}` : `?${query}`;
  assertPermitted(permitted, url);
  // Dots in an interpolated id must not climb out of the API that the connector meant.
  if (!isAbsolute && !`${url.pathname}/`.startsWith(`${new URL(base).pathname.replace(/\/+$/, '')}/`)) {
    throw forbidden(permitted.site, url, 'climbs out of the base URL');
  }
  return url;
}

/** Throws `forbidden-origin` unless the URL lies at the site or at an origin that its connector declared. */
export function assertPermitted(permitted: PermittedOrigins, url: URL): void {
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw forbidden(permitted.site, url, 'is neither http nor https');
  }
  if (isLinkLocalAddress(url.hostname)) throw forbidden(permitted.site, url, 'is a link-local address');
  const origins = [permitted.baseUrl, ...permitted.origins].map((origin) => new URL(origin).origin);
  if (!origins.includes(url.origin)) throw forbidden(permitted.site, url, 'is not declared by the connector');
}

/** True for the site itself: the only place its credentials go to. */
export function isOwnOrigin(permitted: PermittedOrigins, url: URL): boolean {
  return url.origin === new URL(permitted.baseUrl).origin;
}

function queryString(query: NonNullable<VendorRequest['query']>): string {
  return Object.entries(query)
    .flatMap(([name, value]) => {
      if (value === undefined) return [];
      const values = typeof value === 'object' ? value : [value];
      return values.map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(String(item))}`);
    })
    .join('&');
}

function forbidden(site: string, url: URL, reason: string): SignalboxError {
  return new SignalboxError(
    'forbidden-origin',
    `A request of the site ${site} was not sent: its address (${url.origin}) ${reason}.`,
    { site },
  );
}
