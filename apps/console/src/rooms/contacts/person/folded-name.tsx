import { type ReactNode, useState } from 'react';
import { useText } from '../../../text/use-text.ts';
import { isLongName } from './long-name.ts';

type FoldedProps = {
  readonly name: string;
  /** The name as it is shown. By default as it is. */
  readonly children?: ReactNode;
};

/** A name, of which a long one has two lines until all of it is asked for. */
export function FoldedName({ name, children = <bdi>{name}</bdi> }: FoldedProps) {
  const { t } = useText();
  const [isWhole, setIsWhole] = useState(false);
  if (!isLongName(name)) return children;
  return (
    <>
      <span className={isWhole ? 'block wrap-anywhere' : 'line-clamp-2 wrap-anywhere'}>
        {children}
      </span>
      <button
        type="button"
        aria-expanded={isWhole}
        onClick={() => setIsWhole(!isWhole)}
        className="min-h-6 cursor-pointer text-sm font-normal text-accent-text underline-offset-4 hover:underline"
      >
        {t(isWhole ? 'contacts.name_folded' : 'contacts.name_whole')}
      </button>
    </>
  );
}
