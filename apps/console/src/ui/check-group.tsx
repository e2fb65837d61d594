import { type ReactNode, useId } from 'react';
import { CheckField } from './field.tsx';

type GroupChoice = {
  readonly value: string;
  readonly label: string;
  readonly hint?: ReactNode;
  readonly isDisabled?: boolean;
};

type GroupProps = {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly choices: readonly GroupChoice[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
};

/** Several of some choices. */
export function CheckGroup({ label, hint, choices, chosen, onChange }: GroupProps) {
  const id = useId();
  const toggle = (value: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, value] : chosen.filter((one) => one !== value));
  return (
    <fieldset aria-describedby={id} className="flex flex-col gap-1">
      <legend className="mb-1 font-medium">{label}</legend>
      <p id={id} className="text-sm text-muted empty:hidden">
        {hint}
      </p>
      <Checks choices={choices} chosen={chosen} onToggle={toggle} />
    </fieldset>
  );
}

type AllOrSomeProps = Omit<GroupProps, 'chosen' | 'onChange'> & {
  readonly allLabel: string;
  readonly someLabel: string;
  /** Null: all, also those that come later. */
  readonly chosen: readonly string[] | null;
  readonly onChange: (chosen: string[] | null) => void;
};

/** All of some choices, or only those that are named. */
export function AllOrSome({
  label,
  hint,
  allLabel,
  someLabel,
  choices,
  chosen,
  onChange,
}: AllOrSomeProps) {
  const id = useId();
  const some = chosen ?? [];
  const toggle = (value: string, isOn: boolean) =>
    onChange(isOn ? [...some, value] : some.filter((one) => one !== value));
  return (
    <fieldset aria-describedby={id} className="flex flex-col gap-1.5">
      <legend className="mb-1 font-medium">{label}</legend>
      <p id={id} className="text-sm text-muted empty:hidden">
        {hint}
      </p>
      <Choice name={id} label={allLabel} isOn={chosen === null} onChoose={() => onChange(null)} />
      <Choice name={id} label={someLabel} isOn={chosen !== null} onChoose={() => onChange([])} />
      {chosen !== null && <Checks choices={choices} chosen={some} onToggle={toggle} />}
    </fieldset>
  );
}

type ChoiceProps = {
  readonly name: string;
  readonly label: string;
  readonly isOn: boolean;
  readonly onChoose: () => void;
};

function Choice({ name, label, isOn, onChoose }: ChoiceProps) {
  const id = useId();
  return (
    <div className="flex items-start gap-2.5">
      <input
        id={id}
        type="radio"
        name={name}
        checked={isOn}
        onChange={onChoose}
        className="mt-0.5 size-4.5 shrink-0 accent-accent"
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

type ChecksProps = {
  readonly choices: readonly GroupChoice[];
  readonly chosen: readonly string[];
  readonly onToggle: (value: string, isOn: boolean) => void;
};

function Checks({ choices, chosen, onToggle }: ChecksProps) {
  return (
    <div className="flex max-h-80 flex-col gap-2 overflow-y-auto rounded-lg border border-line p-3">
      {choices.map(({ value, label, hint, isDisabled }) => (
        <CheckField
          key={value}
          label={label}
          hint={hint}
          checked={chosen.includes(value)}
          disabled={isDisabled}
          onChange={(event) => onToggle(value, event.target.checked)}
        />
      ))}
    </div>
  );
}
