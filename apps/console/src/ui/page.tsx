import { type ReactNode, useEffect } from 'react';
import { useText } from '../text/use-text.ts';
import { Spinner } from './button.tsx';
import { classNames } from './class-names.ts';

type PageProps = {
  readonly title: string;
  readonly text?: ReactNode;
  /** Buttons at the end of the title's line. */
  readonly actions?: ReactNode;
  readonly children: ReactNode;
  /** The content fills the height and scrolls by itself. */
  readonly isFull?: boolean;
};

/** A screen: its title, also of the browser's tab, and its content. */
export function Page({ title, text, actions, children, isFull = false }: PageProps) {
  const { t } = useText();
  useEffect(() => {
    document.title = `${title} · ${t('app.name')}`;
  }, [title, t]);
  return (
    <div className={classNames('flex flex-col gap-5 p-4 sm:p-6', isFull && 'h-full min-h-0')}>
      <header className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight">
            <bdi>{title}</bdi>
          </h1>
          {text && <p className="mt-1 max-w-prose text-muted">{text}</p>}
        </div>
        <div className="flex flex-wrap items-center gap-2">{actions}</div>
      </header>
      {children}
    </div>
  );
}

export function Card({
  className,
  children,
}: {
  readonly className?: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      className={classNames(
        'min-w-0 rounded-2xl border border-line bg-surface p-4 sm:p-5',
        className,
      )}
    >
      {children}
    </section>
  );
}

export function Loading() {
  const { t } = useText();
  return (
    <p role="status" className="flex items-center gap-2 p-6 text-muted">
      <Spinner />
      {t('state.loading')}
    </p>
  );
}

type ProgressProps = { readonly label: string; readonly done: number; readonly total: number };

/** How much of a known amount is done. */
export function ProgressBar({ label, done, total }: ProgressProps) {
  const share = total > 0 ? Math.min(1, done / total) : 0;
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done}
      className="h-2 overflow-hidden rounded-full bg-accent-soft"
    >
      <div
        className="h-full rounded-full bg-accent transition-[width]"
        style={{ width: `${share * 100}%` }}
      />
    </div>
  );
}
