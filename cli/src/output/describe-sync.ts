import type { CompletenessCertificate } from '@signalbox/sdk';

/** What is shown of a sync. */
export interface ShownSync {
  readonly state: 'running' | 'complete' | 'failed';
  readonly startedAt: string | null;
  readonly pages: number;
  readonly received: number;
  readonly marked: number;
  readonly countedByVendor: number | null;
  readonly certificate: CompletenessCertificate | null;
}

const reasonsShown = 10;

const tickets = (count: number): string => `${count} ${count === 1 ? 'ticket' : 'tickets'}`;

/** One line while it runs. */
export function describeProgress(site: string, sync: ShownSync): string {
  if (sync.startedAt === null) return `${site}: waiting for the bridge to begin`;
  const of = sync.countedByVendor === null ? '' : ` of ${sync.countedByVendor}`;
  return `${site}: ${sync.received}${of} received on ${sync.pages} pages, ${sync.marked} of them new to Signalbox`;
}

function skippedLines({ skipped }: CompletenessCertificate): readonly string[] {
  if (skipped.length === 0) return ['skipped                 none'];
  const reasons = new Map<string, number>();
  for (const { reason } of skipped) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const shown = [...reasons].slice(0, reasonsShown).map(([reason, count]) => `  ${count} × ${reason}`);
  const more = reasons.size - reasonsShown;
  return [
    `skipped                 ${skipped.length}, because`,
    ...shown,
    ...(more > 0 ? [`  and ${more} other reasons (--json has them all)`] : []),
  ];
}

function verdict(certificate: CompletenessCertificate): string {
  if (certificate.complete)
    return 'complete: the vendor handed over every ticket, and the last page was the last.';
  const why = [
    ...(certificate.failure ? [`it stopped: ${certificate.failure.message}`] : []),
    ...(certificate.blankByAccessRules > 0
      ? [`${tickets(certificate.blankByAccessRules)} hidden from the integration account`]
      : []),
    ...(certificate.skipped.length > 0 ? [`${tickets(certificate.skipped.length)} could not be used`] : []),
    ...(certificate.unaccounted > 0
      ? [`${tickets(certificate.unaccounted)} counted and never handed over`]
      : []),
  ];
  return `not complete: ${why.join('; ')}`;
}

/** A completeness certificate in words. */
export function describeCertificate(sync: ShownSync, certificate: CompletenessCertificate): string {
  const counted = certificate.countedByVendor;
  return [
    `changed since           ${certificate.from ?? 'ever'}`,
    ...(certificate.to === null ? [] : [`and before              ${certificate.to}`]),
    `counted by the vendor   ${counted ?? 'it does not say'}`,
    `received                ${certificate.received}, of which ${sync.marked} were new to Signalbox and go down the line`,
    `blank by access rules   ${certificate.blankByAccessRules}`,
    ...skippedLines(certificate),
    ...(certificate.unaccounted > 0 ? [`missing without a word  ${certificate.unaccounted}`] : []),
    verdict(certificate),
  ].join('\n');
}
