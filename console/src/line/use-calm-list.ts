import { useEffect, useRef, useState } from 'react';
import type { DecisionItem } from '../api/index.ts';

/**
 * Rows must not move under a pointer or an eye: while the pointer is over the list, or its top is scrolled away, new
 * rows wait and are counted. Rows that are shown keep changing in place.
 */
export function useCalmList(items: readonly DecisionItem[]) {
  const list = useRef<HTMLOListElement | null>(null);
  const [isPointed, setIsPointed] = useState(false);
  const [isScrolled, setIsScrolled] = useState(false);
  const [top, setTop] = useState<string | null>(null);
  const first = items[0]?.receiptId ?? null;
  const isHeld = isPointed || isScrolled;

  useEffect(() => {
    const look = () => setIsScrolled((list.current?.getBoundingClientRect().top ?? 0) < -40);
    window.addEventListener('scroll', look, { passive: true });
    return () => window.removeEventListener('scroll', look);
  }, []);

  if (!isHeld && top !== first) setTop(first);
  const waiting = isHeld
    ? Math.max(
        0,
        items.findIndex((item) => item.receiptId === top),
      )
    : 0;

  return {
    list,
    shown: waiting === 0 ? items : items.slice(waiting),
    waiting,
    release: () => setTop(first),
    pointer: {
      onPointerEnter: (event: { pointerType: string }) => setIsPointed(event.pointerType === 'mouse'),
      onPointerLeave: () => setIsPointed(false),
    },
  };
}
