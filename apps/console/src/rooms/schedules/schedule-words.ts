import { useText } from '../../text/use-text.ts';
import { rhythmOf, type Schedule } from './schedule-draft.ts';

/** A Sunday, to name the days of the week by. */
const SUNDAY = Date.UTC(2023, 0, 1);
const MS_PER_DAY = 86_400_000;

/** The name of a day of the week, 0 is Sunday. */
export function weekdayName(language: string, day: string): string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
  return format.format(SUNDAY + Number(day) * MS_PER_DAY);
}

/** When a schedule runs, in words. */
export function useWhen(): (schedule: Schedule) => string {
  const { t, language, time } = useText();
  return (schedule) => {
    const { rhythm, time: clock = '', days, hours = '' } = rhythmOf(schedule);
    if (rhythm === 'hours') return t('schedules.when.hours', { count: Number(hours) });
    if (rhythm === 'once') return t('schedules.when.once', { time: time(schedule.at) });
    const zone = schedule.time_zone;
    if (rhythm === 'cron') return t('schedules.when.cron', { cron: schedule.cron ?? '', zone });
    if (!days) return t('schedules.when.daily', { time: clock, zone });
    const names = new Intl.ListFormat(language).format(
      days.map((day) => weekdayName(language, day)),
    );
    return t('schedules.when.days', { days: names, time: clock, zone });
  };
}
