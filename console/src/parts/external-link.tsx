import type { ReactNode } from 'react';
import { strings } from '../strings.ts';

export interface ExternalLinkProps {
  readonly href: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Only http(s): an address comes from configuration, and a page must not run what it finds there. */
const isWebAddress = (href: string) => /^https?:\/\//i.test(href);

export function ExternalLink({ href, children, className = '' }: ExternalLinkProps) {
  if (!isWebAddress(href)) return <span className={className}>{children}</span>;
  return (
    <a className={`external ${className}`} href={href} target="_blank" rel="noopener noreferrer">
      {children}
      <svg className="external-icon" viewBox="0 0 12 12" width="10" height="10" aria-hidden="true">
        <path d="M4 2H2v8h8V8M7 1.5h3.5V5M10.2 1.8 5.5 6.5" />
      </svg>
      <span className="sb-hidden"> ({strings.opensElsewhere})</span>
    </a>
  );
}
