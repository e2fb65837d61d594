import { useEffect, useRef, useState } from 'react';
import { useText } from '../../text/use-text.ts';
import { Icon } from '../../ui/icon.tsx';

/** Only for letters that come at once: a slow answer to an earlier letter is given up. */
const WAIT_MS = 40;

/** Searches while one types: the address follows the last letter after a moment. */
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
    onChange(text);
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
          clearTimeout(timer.current);
          timer.current = setTimeout(() => send(target.value), WAIT_MS);
        }}
        onKeyDown={({ key }) => {
          if (key === 'Enter') send(typed);
        }}
      />
    </search>
  );
}
