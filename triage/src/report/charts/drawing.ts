import { escapeMarkup } from '../escape-markup.ts';
import { chartStyle } from './style.ts';

/** A chart as an SVG element, with its style when it stands alone. */
export interface Chart {
  /** For a page that has the style once. */
  readonly element: string;
  /** A file of its own. */
  readonly file: string;
}

type Anchor = 'start' | 'middle' | 'end';

const short = (value: number) => String(Math.round(value * 100) / 100);

export function label(x: number, y: number, words: string, kind: string, anchor: Anchor = 'start'): string {
  return `<text x="${short(x)}" y="${short(y)}" class="${kind}" text-anchor="${anchor}">${escapeMarkup(words)}</text>`;
}

/** Words that read upwards, around their middle. */
export function turned(x: number, y: number, words: string, kind: string): string {
  return `<g transform="translate(${short(x)} ${short(y)}) rotate(-90)">${label(0, 0, words, kind, 'middle')}</g>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, kind: string): string {
  return `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" class="${kind}"/>`;
}

export function rectangle(x: number, y: number, width: number, height: number, kind: string): string {
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(Math.max(0, height))}" class="${kind}"/>`;
}

export type Point = readonly [x: number, y: number];

const pairs = (points: readonly Point[]) => points.map(([x, y]) => `${short(x)},${short(y)}`).join(' ');

export function polyline(points: readonly Point[], kind: string): string {
  return points.length < 2 ? '' : `<polyline points="${pairs(points)}" class="${kind}"/>`;
}

export function polygon(points: readonly Point[], kind: string): string {
  return points.length < 3 ? '' : `<polygon points="${pairs(points)}" class="${kind}"/>`;
}

/** A mark that says its figures when it is pointed at. */
export function mark([x, y]: Point, shape: 'circle' | 'diamond', kind: string, figures: string): string {
  const title = `<title>${escapeMarkup(figures)}</title>`;
  if (shape === 'circle')
    return `<circle cx="${short(x)}" cy="${short(y)}" r="4.5" class="${kind}">${title}</circle>`;
  const corners = pairs([
    [x, y - 6.5],
    [x + 6.5, y],
    [x, y + 6.5],
    [x - 6.5, y],
  ]);
  return `<polygon points="${corners}" class="${kind}">${title}</polygon>`;
}

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

/** @param words what the chart shows, for those who do not see it */
export function chart(
  { width, height }: ChartSize,
  title: string,
  words: string,
  parts: readonly string[],
): Chart {
  const open = (extra: string) =>
    `<svg ${extra}class="chart" role="img" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" aria-label="${escapeMarkup(`${title}. ${words}`)}">`;
  const body = `<rect class="ground" width="${width}" height="${height}"/>${label(24, 30, title, 'title')}${parts.join('')}</svg>`;
  return {
    element: `${open('')}${body}`,
    file: `${open('xmlns="http://www.w3.org/2000/svg" ')}<style>${chartStyle}</style>${body}\n`,
  };
}
