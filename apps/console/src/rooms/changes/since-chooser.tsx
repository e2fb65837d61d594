import type { ReactNode } from 'react';
import { useText } from '../../text/use-text.ts';
import { SelectField } from '../../ui/field.tsx';
import { SINCE, type Since } from './changes-search.ts';
import { useChangesAddress } from './use-changes-address.ts';

type SinceProps = {
  readonly since: Since;
  readonly grabbedAt: string | null;
  readonly isOfAll: boolean;
  /** What else the list is narrowed to. */
  readonly children?: ReactNode;
};

/** Since when: a grab, some days, a day of the calendar. A cursor comes by the address. */
export function SinceChooser({ since, grabbedAt, isOfAll, children }: SinceProps) {
  const { t, time } = useText();
  const { search, change } = useChangesAddress();
  const { date, cursor } = search;
  const offered = SINCE.filter((one) => one !== 'grab' || !isOfAll);
  const choices = [
    ...offered.map((value) => ({ value, label: t(`changes.since.${value}`) })),
    { value: 'date', label: t('changes.since.date') },
    ...(cursor === undefined ? [] : [{ value: 'cursor', label: t('changes.cursor') }]),
  ];
  const isByDay = date !== undefined && cursor === undefined;
  const ofTime = isByDay ? 'date' : since;
  const chosen = cursor === undefined ? ofTime : 'cursor';
  return (
    <div className="flex flex-wrap items-center gap-2">
      <SelectField
        label={t('changes.since')}
        hideLabel
        className="max-w-full min-w-56"
        value={chosen}
        choices={choices}
        onChange={({ target }) =>
          change(
            target.value === 'date'
              ? { date: today(), cursor: undefined }
              : { since: target.value as Since, date: undefined, cursor: undefined },
          )
        }
      />
      {isByDay && (
        <input
          type="date"
          aria-label={t('changes.since.date')}
          max={today()}
          value={date}
          onChange={({ target }) => target.value && change({ date: target.value })}
          className="min-h-9 rounded-lg border border-field bg-surface px-3"
        />
      )}
      {grabbedAt !== null && (
        <p className="text-sm text-muted">{t('changes.grabbed_at', { time: time(grabbedAt) })}</p>
      )}
      {children}
    </div>
  );
}

/** By the clock of the reader, as `2026-01-15`. */
function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
