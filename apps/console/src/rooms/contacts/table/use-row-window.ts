import { useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { ROW_HEIGHT } from './contact-table-row.tsx';
import { shiftAt, shiftFor, windowOf } from './row-window.ts';

const OVERSCAN = 8;
export const HEAD_HEIGHT = 44;
/** A move by more than so many views is a jump with the scroll bar. */
const JUMP_VIEWS = 3;
const REST_MS = 200;

/** Which rows of a list of any length are in view, and how to bring one into view. */
export function useRowWindow(box: RefObject<HTMLDivElement | null>, total: number) {
  const [shift, setShift] = useState(0);
  const shown = windowOf(total, shift);
  const virtualizer = useVirtualizer({
    count: shown.count,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: OVERSCAN,
    paddingStart: HEAD_HEIGHT,
  });
  const pendingTop = useRef<number | null>(null);
  /** Where this code has scrolled to: that is no jump of the person. */
  const ownTop = useRef<number | null>(null);
  /** Shifts the window; the box then scrolls, before the browser paints. */
  const move = (to: number, top: number | null) => {
    pendingTop.current = top;
    setShift(to);
  };
  useLayoutEffect(() => {
    if (pendingTop.current === null || box.current === null) return;
    box.current.scrollTop = pendingTop.current;
    pendingTop.current = null;
    ownTop.current = box.current.scrollTop;
  });
  useJumps(box, { total, shift: shown.shift, move, ownTop, virtualizer });
  const show = (row: number) => {
    const element = box.current;
    if (element === null) return;
    const place = row - shown.shift;
    if (place < 0 || place >= shown.count) {
      const to = shiftFor(row, total);
      move(to, (row - to) * ROW_HEIGHT);
      return;
    }
    const top = place * ROW_HEIGHT;
    const room = element.clientHeight - HEAD_HEIGHT;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + ROW_HEIGHT > element.scrollTop + room) {
      element.scrollTop = top + ROW_HEIGHT - room;
    }
  };
  return { virtualizer, shift: shown.shift, show, toTop: () => move(0, 0) };
}

type Jumps = {
  readonly total: number;
  readonly shift: number;
  readonly move: (to: number, top: number | null) => void;
  readonly ownTop: RefObject<number | null>;
  /** It has read where the box is: to ask the box again would cost a layout. */
  readonly virtualizer: Virtualizer<HTMLDivElement, Element>;
};

/** Follows the scroll bar by its share of the list, and after each rest puts the bar where it belongs. */
function useJumps(box: RefObject<HTMLDivElement | null>, jumps: Jumps): void {
  const latest = useRef(jumps);
  latest.current = jumps;
  useEffect(() => {
    const element = box.current;
    if (element === null) return;
    let top = 0;
    let rest: ReturnType<typeof setTimeout> | undefined;
    const settle = () => {
      const now = latest.current;
      const place = element.scrollTop / ROW_HEIGHT;
      const to = shiftFor(now.shift + Math.round(place), now.total);
      if (to !== now.shift) now.move(to, (now.shift + place - to) * ROW_HEIGHT);
    };
    const follow = () => {
      clearTimeout(rest);
      const now = latest.current;
      const before = top;
      top = now.virtualizer.scrollOffset ?? 0;
      const isOwn = now.ownTop.current === top;
      now.ownTop.current = null;
      if (isOwn || windowOf(now.total, 0).count >= now.total) return;
      const height = now.virtualizer.scrollRect?.height ?? 0;
      if (Math.abs(top - before) > height * JUMP_VIEWS) {
        const last = windowOf(now.total, 0).count - height / ROW_HEIGHT;
        const place = top / ROW_HEIGHT;
        now.move(place >= last ? now.total : shiftAt(Math.round(place), now.total), null);
      } else rest = setTimeout(settle, REST_MS);
    };
    element.addEventListener('scroll', follow, { passive: true });
    return () => {
      clearTimeout(rest);
      element.removeEventListener('scroll', follow);
    };
  }, [box]);
}
