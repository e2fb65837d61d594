import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type Command, type Input, UsageError } from './command.ts';
import type { Phrase } from './output/phrase.ts';

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** Of every command. */
const COMMON_OPTIONS = {
  url: text,
  'key-file': text,
  key: text,
  'data-dir': text,
  lang: text,
  json: flag,
  help: flag,
} as const satisfies ParseArgsOptionsConfig;

type Say = (phrase: Phrase) => string;

/** Throws UsageError with what to write instead. */
export function parseCommand(command: Command, args: readonly string[], say: Say): Input {
  const options: ParseArgsOptionsConfig = { ...COMMON_OPTIONS, ...command.options };
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      strict: true,
      allowPositionals: true,
    });
    if (!values.help && positionals.length > command.maxPositionals)
      throw new UsageError(
        say({
          en: `"${positionals[command.maxPositionals]}" is one word too many. Put a name with spaces into quotes.`,
          id: `"${positionals[command.maxPositionals]}" berlebih. Tulis nama yang berisi spasi di dalam tanda kutip.`,
        }),
      );
    return { values: values as Input['values'], positionals };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(say(explain(error, options)));
  }
}

function explain(error: unknown, options: ParseArgsOptionsConfig): Phrase {
  const { message } = error as Error;
  const unknown = /^Unknown option '(-[^']*)'/.exec(message)?.[1];
  if (unknown !== undefined) {
    const near = nearest(unknown.replace(/^-+/, ''), Object.keys(options));
    return {
      en: `There is no option ${unknown}.${near ? ` Do you mean --${near}?` : ''}`,
      id: `Opsi ${unknown} tidak ada.${near ? ` Maksud Anda --${near}?` : ''}`,
    };
  }
  const missing = /^Option '(?:-\w, )?(--[a-z-]+)[^']*' argument/.exec(message)?.[1];
  if (missing !== undefined)
    return { en: `${missing} needs a value.`, id: `${missing} memerlukan nilai.` };
  const without = /^Option '(?:-\w, )?(--[a-z-]+)' does not take/.exec(message)?.[1];
  if (without !== undefined)
    return { en: `${without} takes no value.`, id: `${without} tidak memakai nilai.` };
  return { en: message, id: message };
}

/** The known word that differs least, if it is near enough to be meant. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((one) => ({ one, distance: distanceOf(word, one) }))
    .sort((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.one : undefined;
}

function distanceOf(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      const replaced = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The value of an option. Throws UsageError if it is not one of the choices. */
export function choiceOf<const C extends string>(
  { values }: Input,
  name: string,
  choices: readonly C[],
  say: Say,
): C | undefined {
  const value = values[name];
  if (value === undefined) return undefined;
  const choice = choices.find((one) => one === value);
  if (choice !== undefined) return choice;
  const list = choices.join(', ');
  throw new UsageError(
    say({ en: `--${name} is one of: ${list}.`, id: `--${name} harus salah satu dari: ${list}.` }),
  );
}

/** Throws UsageError if it is no whole number between the bounds. */
export function numberOf(
  { values }: Input,
  name: string,
  { min, max }: { readonly min: number; readonly max: number },
  say: Say,
): number | undefined {
  const value = values[name];
  if (typeof value !== 'string') return undefined;
  if (/^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max) return Number(value);
  throw new UsageError(
    say({
      en: `--${name} is a whole number from ${min} to ${max}.`,
      id: `--${name} harus bilangan bulat dari ${min} sampai ${max}.`,
    }),
  );
}

export function textOf({ values }: Input, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** The word at that place. Throws UsageError if it is missing. */
export function wordOf({ positionals }: Input, place: number, what: Phrase, say: Say): string {
  const word = positionals[place];
  if (word !== undefined && word !== '') return word;
  const name = say(what);
  throw new UsageError(say({ en: `${name} is missing.`, id: `${name} belum ditulis.` }));
}
