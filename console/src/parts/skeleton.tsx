/** Holds the place of text that is on its way; the height is that of the text, so nothing moves when it comes. */
export function Skeleton({ width }: { readonly width: string }) {
  return <span className="skeleton" style={{ width }} aria-hidden="true" />;
}
