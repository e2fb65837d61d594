import { useEffect, useId, useState } from 'react';
import { Icon } from './icon.tsx';

const PAUSE_MS = 200;

type SearchBoxProps = {
  readonly label: string;
  readonly value: string;
  /** Called when the person pauses. */
  readonly onSearch: (text: string) => void;
};

/** Searches while one types. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const id = useId();
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    if (typed === value) return;
    const timer = setTimeout(() => onSearch(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onSearch]);
  return (
    <div className="relative min-w-0 flex-1 basis-56">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <Icon
        name="search"
        className="pointer-events-none absolute start-3 top-2 size-5 text-muted"
      />
      <input
        id={id}
        type="search"
        dir="auto"
        autoComplete="off"
        maxLength={200}
        placeholder={label}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        className="min-h-9 w-full rounded-lg border border-field bg-surface ps-10 pe-3 placeholder:text-muted"
      />
    </div>
  );
}
