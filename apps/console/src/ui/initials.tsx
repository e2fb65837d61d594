import { classNames } from './class-names.ts';

/** The first letters of up to two words, for a round sign in place of a picture. */
export function initialsOf(name: string): string {
  const all = name.split(/[\s@.]+/u);
  const named = all.filter((word) => /^\p{L}/u.test(word));
  const words = named.length > 0 ? named : all.filter((word) => /^\p{N}/u.test(word));
  const letters = words.length > 1 ? [words[0], words.at(-1)] : [words[0]];
  const text = letters.map((word) => [...(word ?? '')][0] ?? '').join('');
  return text.toLocaleUpperCase() || '·';
}

export function Initials({
  name,
  isLarge = false,
}: {
  readonly name: string;
  readonly isLarge?: boolean;
}) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'isolate-text inline-flex shrink-0 items-center justify-center rounded-full bg-accent-soft font-medium text-accent-text select-none',
        isLarge ? 'size-12 text-lg' : 'size-7 text-xs',
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
