import type { ComponentProps } from 'react';
import { classNames } from './class-names.ts';

export type ButtonKind = 'plain' | 'main' | 'quiet' | 'danger';

const LOOK: Readonly<Record<ButtonKind, string>> = {
  plain: 'border border-line bg-surface hover:bg-page',
  main: 'bg-accent text-on-accent hover:brightness-110',
  quiet: 'text-muted hover:bg-accent-soft hover:text-text',
  danger: 'bg-bad text-on-bad hover:brightness-110',
};

/** The classes of a button, for links that look like one. */
export function buttonLook(kind: ButtonKind = 'plain', more?: string): string {
  return classNames(
    'inline-flex min-h-9 items-center justify-center gap-2 rounded-lg px-3.5 font-medium',
    'cursor-pointer transition disabled:cursor-not-allowed disabled:opacity-50',
    'aria-disabled:cursor-not-allowed aria-disabled:opacity-50',
    LOOK[kind],
    more,
  );
}

type ButtonProps = ComponentProps<'button'> & {
  readonly kind?: ButtonKind;
  /** Shows that the work runs, and takes no further click. */
  readonly isBusy?: boolean;
};

export function Button({
  kind,
  isBusy = false,
  className,
  disabled,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled || isBusy}
      aria-busy={isBusy || undefined}
      className={buttonLook(kind, className)}
    >
      {isBusy && <Spinner />}
      {children}
    </button>
  );
}

/** A button that shows only a picture. `label` is what a screen reader says. */
export function IconButton({
  label,
  className,
  ...rest
}: ComponentProps<'button'> & { readonly label: string }) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      {...rest}
      className={classNames(
        'inline-flex size-9 shrink-0 cursor-pointer items-center justify-center rounded-lg text-muted',
        'transition hover:bg-accent-soft hover:text-text disabled:opacity-50',
        className,
      )}
    />
  );
}

export function Spinner({ className }: { readonly className?: string }) {
  return (
    <span
      aria-hidden="true"
      className={classNames(
        'inline-block size-4 animate-spin rounded-full border-2 border-current border-e-transparent',
        className,
      )}
    />
  );
}
