import { Menu as Base } from '@base-ui/react/menu';
import type { ReactElement, ReactNode } from 'react';
import { classNames } from './class-names.ts';

type MenuProps = {
  /** The button that opens it. */
  readonly trigger: ReactElement;
  readonly isOpenAtFirst?: boolean;
  readonly children: ReactNode;
};

const POPUP =
  'min-w-48 rounded-xl border border-line bg-raised p-1 shadow-lg outline-none max-h-[70dvh] overflow-y-auto';
const ITEM =
  'flex min-h-9 cursor-pointer items-center gap-2 rounded-lg px-3 outline-none select-none data-highlighted:bg-accent-soft data-disabled:opacity-50';

export function Menu({ trigger, isOpenAtFirst = false, children }: MenuProps) {
  return (
    <Base.Root defaultOpen={isOpenAtFirst}>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner sideOffset={6} align="end">
          <Base.Popup className={POPUP}>{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

type ItemProps = {
  readonly onChoose: () => void;
  readonly isDanger?: boolean;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
};

export function MenuItem({ onChoose, isDanger, isDisabled = false, children }: ItemProps) {
  return (
    <Base.Item
      onClick={onChoose}
      disabled={isDisabled}
      className={classNames(ITEM, isDanger && 'text-bad')}
    >
      {children}
    </Base.Item>
  );
}

/** Items under a title, inside a menu. */
export function MenuGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-3 pt-2 pb-1 text-sm text-muted">{title}</Base.GroupLabel>
      {children}
    </Base.Group>
  );
}

type ChoiceProps<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly { readonly value: T; readonly label: string }[];
  readonly onChoose: (value: T) => void;
};

/** One of several, inside a menu. */
export function MenuChoice<T extends string>({ label, value, choices, onChoose }: ChoiceProps<T>) {
  return (
    <Base.Group>
      <Base.GroupLabel className="px-3 pt-2 pb-1 text-sm text-muted">{label}</Base.GroupLabel>
      <Base.RadioGroup value={value} onValueChange={onChoose}>
        {choices.map((choice) => (
          <Base.RadioItem key={choice.value} value={choice.value} className={ITEM} closeOnClick>
            <span className="w-4" aria-hidden="true">
              <Base.RadioItemIndicator>✓</Base.RadioItemIndicator>
            </span>
            {choice.label}
          </Base.RadioItem>
        ))}
      </Base.RadioGroup>
    </Base.Group>
  );
}
