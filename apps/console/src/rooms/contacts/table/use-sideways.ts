import { type RefObject, useEffect } from 'react';

/** Marks a box with `data-sideways` while it is scrolled sideways. */
export function useSideways(box: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    const mark = () => element.toggleAttribute('data-sideways', element.scrollLeft !== 0);
    // Before the rows change: after that, to ask the box where it is would cost a layout.
    element.addEventListener('scroll', mark, { capture: true, passive: true });
    return () => element.removeEventListener('scroll', mark, { capture: true });
  }, [box]);
}
