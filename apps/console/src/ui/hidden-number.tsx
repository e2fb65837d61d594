import { useState, useSyncExternalStore } from 'react';
import { useText } from '../text/use-text.ts';

const KEY = 'numbers.hidden';
const SHOWN_AT_END = 2;
const listeners = new Set<() => void>();
const stored = () => localStorage.getItem(KEY) === 'true';

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether this browser hides numbers until a click, and how to change it. */
export function useHidesNumbers(): readonly [boolean, (hides: boolean) => void] {
  const hides = useSyncExternalStore(subscribe, stored);
  const change = (value: boolean) => {
    localStorage.setItem(KEY, String(value));
    for (const listener of listeners) listener();
  };
  return [hides, change];
}

/** A number in which all digits but the code of the country and the last two are dots. */
export function maskedNumber(number: string): string {
  const digits = number.replace(/\D/gu, '').length;
  const shownAtStart = number.startsWith('+') ? 2 : 1;
  let seen = 0;
  return number.replace(/\d/gu, (digit) => {
    seen += 1;
    return seen <= shownAtStart || seen > digits - SHOWN_AT_END ? digit : '•';
  });
}

/** A phone number from left to right. Where numbers are hidden it is a button that shows it. */
export function PhoneNumber({
  number,
  isInGrid = false,
}: {
  readonly number: string;
  /** The keys belong to the grid around it. */
  readonly isInGrid?: boolean;
}) {
  const { t } = useText();
  const [hides] = useHidesNumbers();
  const [shown, setShown] = useState<string | null>(null);
  if (!hides || shown === number) {
    return (
      <bdi dir="ltr" className="tabular-nums">
        {number}
      </bdi>
    );
  }
  return (
    <button
      type="button"
      tabIndex={isInGrid ? -1 : 0}
      title={t('number.show')}
      className="min-h-6 cursor-pointer rounded px-0.5 tabular-nums hover:bg-accent-soft"
      onClick={(event) => {
        event.stopPropagation();
        setShown(number);
      }}
    >
      <bdi dir="ltr" aria-hidden="true">
        {maskedNumber(number)}
      </bdi>
      <span className="sr-only">{t('number.hidden')}</span>
    </button>
  );
}
