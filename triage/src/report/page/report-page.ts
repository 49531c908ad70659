import { newRowsShare } from '../../train/index.ts';
import { chartStyle } from '../charts/index.ts';
import { count, percent } from '../format.ts';
import type { ModelReport } from '../model-report.ts';
import { html, nothing, raw } from './html.ts';
import { pageStyle } from './style.ts';
import { targetSection } from './target-section.ts';

/** The report as one page that needs nothing else: no script, no network, light and dark, usable with the keyboard. */
export function reportPage(report: ModelReport): string {
  const { model, file, where, rows, latencyMs, learntShare } = report;
  const title = `Model report: ${report.title ?? Object.keys(report.targets).join(', ')}`;
  const sections = Object.entries(report.targets).map(([column, target], index) => ({
    column,
    id: `target-${index + 1}`,
    target,
  }));
  const selected = where.length === 0 ? '' : `, rows with ${where.join(' and ')}`;
  const links = (id: string, hasSegments: boolean) =>
    ['calibration', 'labels', 'confusion', 'errors', ...(hasSegments ? ['segments'] : [])].map(
      (part) => html`<li><a href="#${id}-${part}">${part}</a></li>`,
    );
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:"><meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">
<title>${title}</title><style>${raw(pageStyle)}${raw(chartStyle)}</style></head>
<body><a class="skip" href="#content">Skip to the report</a><header><h1>${title}</h1>
<p class="quiet">Model ${model.id}, ${(model.bytes / 1e6).toFixed(1)} MB, on ${model.backend}. ${count(rows)} rows of ${file.name}${selected}; SHA-256 ${file.sha256.slice(0, 16)}…. ${count(Math.round(report.textsPerSecond))} texts per second; alone ${latencyMs.p50.toFixed(3)} ms (p50), ${latencyMs.p99.toFixed(3)} ms (p99).</p>
${learntShare > newRowsShare ? html`<p class="warn" role="note">About ${percent(learntShare, 0)} of these rows are rows the model has learnt from: on others it does worse than here.</p>` : nothing}
<nav aria-label="Contents">${sections.map(
    ({ column, id, target }) =>
      html`<ul><li><a href="#${id}"><strong>${column}</strong></a></li>${links(id, Object.keys(target.segments).length > 0)}</ul>`,
  )}</nav></header>
<main id="content" tabindex="-1">${sections.map(({ column, id, target }) => targetSection(column, target, id))}</main></body></html>
`;
  return page.markup;
}
