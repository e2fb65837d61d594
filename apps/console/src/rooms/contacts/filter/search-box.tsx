import { useEffect, useRef, useState } from 'react';
import { useText } from '../../../text/use-text.ts';
import { Icon } from '../../../ui/icon.tsx';

/** Between two searches: letters that come at once are one. A slow answer to an earlier letter is given up. */
const APART_MS = 40;

/** Searches while one types: the address follows each letter. */
export function SearchBox({
  value,
  onChange,
}: {
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useText();
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const sentAt = useRef(Number.NEGATIVE_INFINITY);
  // The address changed by itself, for example by the button "back".
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const send = (text: string) => {
    clearTimeout(timer.current);
    sent.current = text;
    sentAt.current = performance.now();
    onChange(text);
  };
  const sendSoon = (text: string) => {
    clearTimeout(timer.current);
    const wait = sentAt.current + APART_MS - performance.now();
    if (wait > 0) timer.current = setTimeout(() => send(text), wait);
    else send(text);
  };
  return (
    <search className="relative min-w-56 flex-1 basis-72">
      <Icon
        name="search"
        className="pointer-events-none absolute start-3 top-1/2 size-4.5 -translate-y-1/2 text-muted"
      />
      <input
        type="search"
        dir="auto"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        aria-label={t('contacts.search')}
        placeholder={t('contacts.search_hint')}
        className="min-h-10 w-full rounded-lg border border-field bg-surface ps-9.5 pe-3 text-text placeholder:text-muted"
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          sendSoon(target.value);
        }}
        onKeyDown={({ key }) => {
          if (key === 'Enter') send(typed);
        }}
      />
    </search>
  );
}
