import type { Api } from '../connection/find-api.ts';
import type { Phrase } from '../output/phrase.ts';

/** One line of the doctor. It holds no name, number, key or address of a person: people paste it into tickets. */
export type Finding = {
  readonly level: 'ok' | 'warn' | 'fail';
  /** A short name for programs, the same in each language. */
  readonly check: string;
  readonly text: Phrase;
  readonly todo?: Phrase | undefined;
};

export type Patient = {
  readonly api: Api;
  readonly now: () => Date;
  /** CONTACT_RETENTION_DAYS of this machine, where the API runs here. */
  readonly retentionDays: string | undefined;
};

export const finding = (
  level: Finding['level'],
  check: string,
  text: Phrase,
  todo?: Phrase,
): Finding => ({ level, check, text, todo });

export const both = (text: string): Phrase => ({ en: text, id: text });

/** A date without its seconds. */
export const minute = (time: string): string => `${time.slice(0, 16).replace('T', ' ')} UTC`;
