import { percent } from '../format.ts';
import { label, line, turned } from './drawing.ts';

/** Where shares between two ends are drawn. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The share at the foot of the vertical axis; its top is 1. */
  readonly lowest: number;
}

export interface Scales {
  x(share: number): number;
  y(share: number): number;
}

export function scalesOf({ left, right, top, bottom, lowest }: Frame): Scales {
  return {
    x: (share) => left + share * (right - left),
    y: (share) => bottom - ((share - lowest) / (1 - lowest)) * (bottom - top),
  };
}

export interface AxisText {
  readonly horizontal: string;
  readonly vertical: string;
}

function steps(lowest: number, most: number): number[] {
  const step = [0.01, 0.02, 0.05, 0.1, 0.2, 0.25, 0.5].find((size) => (1 - lowest) / size <= most) ?? 1;
  const count = Math.floor((1 - lowest) / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, index) => 1 - index * step);
}

/** Grid, ticks in percent, and what the axes are. */
export function axes(frame: Frame, text: AxisText): string {
  const { left, right, top, bottom, lowest } = frame;
  const { x, y } = scalesOf(frame);
  return [
    ...steps(0, 5).flatMap((share) => [
      line(x(share), top, x(share), bottom, 'grid'),
      label(x(share), bottom + 18, percent(share, 0), 'tick', 'middle'),
    ]),
    ...steps(lowest, 6).flatMap((share) => [
      line(left, y(share), right, y(share), 'grid'),
      label(left - 8, y(share) + 4, percent(share, 0), 'tick', 'end'),
    ]),
    line(left, bottom, right, bottom, 'axis'),
    line(left, top, left, bottom, 'axis'),
    label((left + right) / 2, bottom + 38, text.horizontal, 'quiet', 'middle'),
    turned(left - 54, (top + bottom) / 2, text.vertical, 'quiet'),
  ].join('');
}
