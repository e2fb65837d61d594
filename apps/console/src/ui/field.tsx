import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

const INPUT =
  'w-full min-h-9 rounded-lg border border-field bg-surface px-3 text-text placeholder:text-muted aria-invalid:border-bad';

type Around = {
  readonly label: string;
  readonly hint?: ReactNode;
  /** Why the value is refused. */
  readonly error?: string | undefined;
};

/** A labelled input with its hint and its error, which a screen reader reads with it. */
export function TextField({
  label,
  hint,
  error,
  className,
  ...rest
}: Around & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        {...rest}
        id={id}
        aria-invalid={error !== undefined || undefined}
        aria-describedby={`${id}-hint`}
        className={INPUT}
      />
      <Below id={`${id}-hint`} hint={hint} error={error} />
    </div>
  );
}

export function TextArea({ label, hint, error, ...rest }: Around & ComponentProps<'textarea'>) {
  const id = useId();
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <textarea
        rows={3}
        {...rest}
        id={id}
        aria-describedby={`${id}-hint`}
        className={classNames(INPUT, 'py-2')}
      />
      <Below id={`${id}-hint`} hint={hint} error={error} />
    </div>
  );
}

type Choice = { readonly value: string; readonly label: string };

/** The list of choices of the operating system: the best one on a phone, and by keyboard. */
export function SelectField({
  label,
  hint,
  choices,
  hideLabel = false,
  className,
  ...rest
}: Around &
  ComponentProps<'select'> & {
    readonly choices: readonly Choice[];
    readonly hideLabel?: boolean;
  }) {
  const id = useId();
  const { value } = rest;
  // The browser would show the first choice as the chosen one.
  const isUnknown = value !== undefined && choices.every((choice) => choice.value !== value);
  return (
    <div className={classNames('flex flex-col gap-1', className)}>
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'font-medium'}>
        {label}
      </label>
      <select
        {...rest}
        id={id}
        aria-describedby={`${id}-hint`}
        className={classNames(INPUT, 'text-ellipsis')}
      >
        {isUnknown && <option value={value}>–</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
      <Below id={`${id}-hint`} hint={hint} />
    </div>
  );
}

export function CheckField({ label, hint, ...rest }: Around & ComponentProps<'input'>) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input
        {...rest}
        id={id}
        type="checkbox"
        aria-describedby={`${id}-hint`}
        className="mt-0.5 size-4.5 shrink-0 accent-accent"
      />
      <div>
        <label htmlFor={id}>{label}</label>
        <Below id={`${id}-hint`} hint={hint} />
      </div>
    </div>
  );
}

function Below({ id, hint, error }: Pick<Around, 'hint' | 'error'> & { readonly id: string }) {
  return (
    <p id={id} className={classNames('text-sm empty:hidden', error ? 'text-bad' : 'text-muted')}>
      {error ?? hint}
    </p>
  );
}
