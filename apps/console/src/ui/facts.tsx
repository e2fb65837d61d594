import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';

export type Fact = { readonly name: string; readonly value: ReactNode };

/** Names with their values, side by side where there is room. `isGrid`: as tiles with large values. */
export function Facts({
  facts,
  isGrid = false,
}: {
  readonly facts: readonly Fact[];
  readonly isGrid?: boolean;
}) {
  return (
    <dl
      className={
        isGrid
          ? 'grid grid-cols-[repeat(auto-fit,minmax(7.5rem,1fr))] gap-3'
          : 'grid grid-cols-[minmax(8rem,auto)_1fr] gap-x-4 gap-y-1.5'
      }
    >
      {facts.map(({ name, value }) => (
        <div
          key={name}
          className={
            isGrid
              ? 'flex flex-col-reverse justify-end rounded-xl border border-line bg-page p-3'
              : 'contents'
          }
        >
          <dt className="text-sm text-muted">{name}</dt>
          <dd
            className={classNames(
              'min-w-0 break-words',
              isGrid ? 'text-xl font-semibold tabular-nums' : undefined,
            )}
          >
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
