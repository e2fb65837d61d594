import { useMemo } from 'react';
import { useText } from '../../text/use-text.ts';
import { AllOrSome } from '../../ui/check-group.tsx';
import { SelectField, TextField } from '../../ui/field.tsx';
import { type Draft, RHYTHMS, type Rhythm, WEEKDAYS } from './schedule-draft.ts';
import { weekdayName } from './schedule-words.ts';

type WhenProps = { readonly draft: Draft; readonly change: (changed: Partial<Draft>) => void };

/** When a schedule runs. */
export function WhenFields({ draft, change }: WhenProps) {
  const { t } = useText();
  return (
    <>
      <SelectField
        label={t('schedules.rhythm')}
        value={draft.rhythm}
        choices={RHYTHMS.map((value) => ({ value, label: t(`schedules.rhythm.${value}`) }))}
        onChange={(event) => change({ rhythm: event.target.value as Rhythm })}
      />
      {draft.rhythm === 'daily' && <DailyFields draft={draft} change={change} />}
      {draft.rhythm === 'hours' && (
        <TextField
          label={t('schedules.hours')}
          hint={t('schedules.hours_hint')}
          type="number"
          min={1}
          max={744}
          required
          value={draft.hours}
          onChange={(event) => change({ hours: event.target.value })}
        />
      )}
      {draft.rhythm === 'once' && (
        <TextField
          label={t('schedules.once')}
          hint={t('schedules.once_hint')}
          type="datetime-local"
          required
          value={draft.once}
          onChange={(event) => change({ once: event.target.value })}
        />
      )}
      {draft.rhythm === 'cron' && (
        <TextField
          label={t('schedules.cron')}
          hint={t('schedules.cron_hint')}
          dir="ltr"
          required
          maxLength={100}
          spellCheck={false}
          value={draft.cron}
          onChange={(event) => change({ cron: event.target.value })}
        />
      )}
      <ZoneField draft={draft} change={change} />
    </>
  );
}

function DailyFields({ draft, change }: WhenProps) {
  const { t, language } = useText();
  return (
    <>
      <TextField
        label={t('schedules.time')}
        type="time"
        required
        value={draft.time}
        onChange={(event) => change({ time: event.target.value })}
      />
      <AllOrSome
        label={t('schedules.days')}
        allLabel={t('schedules.every_day')}
        someLabel={t('schedules.some_days')}
        choices={WEEKDAYS.map((value) => ({ value, label: weekdayName(language, value) }))}
        chosen={draft.days}
        onChange={(days) => change({ days })}
      />
    </>
  );
}

/** Of the time of day and of the quiet hours. Not asked where neither is used. */
function ZoneField({ draft, change }: WhenProps) {
  const { t } = useText();
  const zones = useMemo(
    () => [...new Set(['UTC', draft.zone, ...Intl.supportedValuesOf('timeZone')])],
    [draft.zone],
  );
  const isUsed = draft.rhythm === 'daily' || draft.rhythm === 'cron' || draft.hasQuiet;
  if (!isUsed) return null;
  return (
    <SelectField
      label={t('schedules.zone')}
      value={draft.zone}
      choices={zones.map((value) => ({ value, label: value }))}
      onChange={(event) => change({ zone: event.target.value })}
    />
  );
}
