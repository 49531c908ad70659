import { formatFullTime, formatTime } from '../format/index.ts';

export function Time({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={formatFullTime(at)} className="number">
      {formatTime(at)}
    </time>
  );
}
