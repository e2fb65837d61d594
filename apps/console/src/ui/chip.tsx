import type { ReactNode } from 'react';
import { classNames } from './class-names.ts';
import { Icon } from './icon.tsx';

const CHIP =
  'inline-flex min-h-8 max-w-full cursor-pointer items-center gap-1.5 rounded-full border px-3 text-sm font-medium transition';

type ToggleProps = {
  readonly isOn: boolean;
  readonly onToggle: (isOn: boolean) => void;
  readonly children: ReactNode;
};

/** A filter that is on or off. */
export function ToggleChip({ isOn, onToggle, children }: ToggleProps) {
  return (
    <button
      type="button"
      aria-pressed={isOn}
      onClick={() => onToggle(!isOn)}
      className={classNames(
        CHIP,
        isOn
          ? 'border-accent bg-accent-soft text-accent-text'
          : 'border-line bg-surface text-muted hover:text-text',
      )}
    >
      {isOn && <Icon name="check" className="size-4" />}
      {children}
    </button>
  );
}

type RemovableProps = {
  /** What a screen reader says of the button. */
  readonly label: string;
  readonly onRemove: () => void;
  readonly children: ReactNode;
};

/** A chosen thing that a click takes away. */
export function RemovableChip({ label, onRemove, children }: RemovableProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      onClick={onRemove}
      className={classNames(CHIP, 'border-accent bg-accent-soft text-accent-text')}
    >
      <bdi className="truncate">{children}</bdi>
      <Icon name="close" className="size-4" />
    </button>
  );
}
