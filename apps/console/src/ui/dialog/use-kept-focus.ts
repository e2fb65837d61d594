import { type FocusEvent, type RefObject, useEffect, useRef } from 'react';

const LOOK_AGAIN_MS = 50;
/** Longer than a dialog takes to close. */
const MOST_LOOKS = 40;
const FOCUSABLE = 'a[href], button:not(:disabled), input:not(:disabled), [tabindex="0"]';

/** Of what is shown once an item is gone: the one in its place, else the last. -1: nothing is left. */
export function placeAfter(index: number, left: number): number {
  return Math.min(index, left - 1);
}

/**
 * Where the item that had the focus is deleted, the browser drops the focus, and a keyboard begins at the top of the page
 * again. This moves it to the item that follows, else to the list, else to the content of the screen. Each item of the list
 * has `data-item`.
 */
export function useKeptFocus<E extends HTMLElement>(
  keys: readonly string[],
): { readonly ref: RefObject<E | null>; readonly onFocus: (event: FocusEvent) => void } {
  const ref = useRef<E>(null);
  const last = useRef<{ readonly key: string; readonly index: number }>(null);
  const shown = useRef(keys);
  shown.current = keys;
  const text = keys.join('\n');
  useEffect(() => {
    const focused = last.current;
    if (focused === null || text.split('\n').includes(focused.key)) return;
    last.current = null;
    whenFocusIsLost(() => focusItem(ref.current, focused.index));
  }, [text]);
  useEffect(
    () => () => {
      if (last.current !== null) whenFocusIsLost(() => focusItem(null, 0));
    },
    [],
  );
  return {
    ref,
    onFocus({ target }) {
      const key = target.closest('[data-item]')?.getAttribute('data-item');
      if (key != null) last.current = { key, index: shown.current.indexOf(key) };
    },
  };
}

/** A dialog that asked first still has the focus when the item goes, and drops it when it closes. */
function whenFocusIsLost(act: () => void, looks = MOST_LOOKS): void {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) act();
  else if (looks > 0) setTimeout(() => whenFocusIsLost(act, looks - 1), LOOK_AGAIN_MS);
}

function focusItem(list: HTMLElement | null, index: number): void {
  const items = list?.isConnected ? [...list.querySelectorAll('[data-item]')] : [];
  const next = items[placeAfter(index, items.length)];
  const target = next?.querySelector<HTMLElement>(FOCUSABLE) ?? (next && list);
  (target ?? document.getElementById('content'))?.focus();
}
