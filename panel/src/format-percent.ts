/**
 * A probability as a percentage in the reader's locale. It never rounds to 0 % or 100 %: the model is never that sure,
 * and a reader would take it for a promise.
 *
 * @param locale BCP 47; undefined: the browser's.
 */
export function formatPercent(probability: number, locale?: string): string {
  const clamped = Math.min(0.999, Math.max(0.001, probability));
  const isExtreme = clamped > 0.985 || clamped < 0.015;
  return new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: isExtreme ? 1 : 0,
    maximumFractionDigits: isExtreme ? 1 : 0,
  }).format(clamped);
}
