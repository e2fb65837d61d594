import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import type { MessageId } from './messages/id.ts';
import { relativeTime } from './relative-time.ts';

type Values = Readonly<Record<string, string | number>>;

export type Texts = {
  readonly language: string;
  /** A text by its id, with its values: `t('contacts.count', { count: 3 })`. */
  t(id: MessageId, values?: Values): string;
  number(value: number): string;
  /** Day and time, short. `null`: a dash. */
  time(value: string | null): string;
  day(value: string | null): string;
  /** For example "3 minutes ago". */
  ago(value: string | null): string;
  bytes(value: number): string;
};

const NOTHING = '–';
const KIB = 1_024;

/** The texts, numbers and times in the language of the page. */
export function useText(): Texts {
  const { i18n } = useLingui();
  const language = i18n.locale;
  return useMemo(() => {
    const number = new Intl.NumberFormat(language);
    const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
    const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium' });
    const show = (format: Intl.DateTimeFormat) => (value: string | null) =>
      value === null ? NOTHING : format.format(new Date(value));
    return {
      language,
      t: (id, values) => i18n._(id, values),
      number: (value) => number.format(value),
      time: show(time),
      day: show(day),
      ago: (value) => (value === null ? NOTHING : relativeTime(language, new Date(value))),
      bytes: (value) => sizeText(language, value),
    };
  }, [i18n, language]);
}

function sizeText(language: string, bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = Math.min(units.length - 1, Math.floor(Math.log(Math.max(bytes, 1)) / Math.log(KIB)));
  const options = { style: 'unit', unit: units[step] ?? 'byte', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, options).format(bytes / KIB ** step);
}
