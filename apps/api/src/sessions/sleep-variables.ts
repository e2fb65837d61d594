import { integerVariable, type ValuesOf } from '@grabber/service-kit/environment';

/** The settings of sessions that are kept asleep, a part of the table in config.ts. */
export const SLEEP_VARIABLES = {
  SLEEP_AFTER_SECONDS: integerVariable({
    fallback: 30,
    min: 1,
    max: 86_400,
    about: 'How long a session that is kept asleep stays awake after a grab.',
  }),
  WAKE_LIMIT_MINUTES: integerVariable({
    fallback: 10,
    min: 1,
    max: 1_440,
    about: 'After so long a woken session sleeps again, even if its history is not complete.',
  }),
  WAKE_AFTER_DAYS: integerVariable({
    fallback: 7,
    min: 0,
    max: 30,
    about:
      'A session that has slept for so long is woken: WhatsApp unlinks idle devices; 0: never.',
  }),
};

/** How sessions that are kept asleep sleep and wake. */
export type SleepRules = {
  /** How long they stay awake after a grab. */
  readonly lingerSeconds: number;
  /** How long a wake may last without its account being complete. */
  readonly wakeLimitMs: number;
  /** After so many days asleep a session is woken. 0: never. */
  readonly wakeAfterDays: number;
};

export function sleepSettings(values: ValuesOf<typeof SLEEP_VARIABLES>): SleepRules {
  return {
    lingerSeconds: values.SLEEP_AFTER_SECONDS,
    wakeLimitMs: values.WAKE_LIMIT_MINUTES * 60_000,
    wakeAfterDays: values.WAKE_AFTER_DAYS,
  };
}
