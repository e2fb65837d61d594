import { styleText } from 'node:util';
import type { Language, Phrase } from './phrase.ts';
import { shorten } from './printable.ts';
import { renderTable } from './table.ts';

const DEFAULT_COLUMNS = 80;

type Style = Parameters<typeof styleText>[0];

/**
 * Where a command writes. Results go to stdout. Notes and progress go to stderr, and only where a person looks at it.
 * Colours need a terminal and no NO_COLOR.
 */
export type Output = {
  readonly json: boolean;
  readonly isTerminal: boolean;
  readonly columns: number;
  say(phrase: Phrase): string;
  style(style: Style, text: string): string;
  /** A line of the result. With `--json` it is left out. */
  line(text?: string): void;
  table(titles: readonly string[], rows: readonly (readonly string[])[]): void;
  /** With `--json` only: a value on a line of its own. */
  value(value: unknown): void;
  /** For a person who watches. */
  note(text: string): void;
  warn(text: string): void;
  /** Replaces the last progress. An empty text removes it. */
  progress(text: string): void;
};

export function createOutput(language: Language, json: boolean): Output {
  const { stdout, stderr } = process;
  let hasProgress = false;
  const progress = (text: string) => {
    if (!stderr.isTTY || (text === '' && !hasProgress)) return;
    hasProgress = text !== '';
    stderr.write(`\r\u001b[2K${shorten(text, (stderr.columns || DEFAULT_COLUMNS) - 1)}`);
  };
  const complain = (text: string) => {
    progress('');
    stderr.write(`${text}\n`);
  };
  const style = (how: Style, text: string) => styleText(how, text, { stream: stdout });
  const line = (text = '') => {
    if (json) return;
    progress('');
    stdout.write(`${text}\n`);
  };
  const columns = stdout.columns || DEFAULT_COLUMNS;
  return {
    json,
    isTerminal: stdout.isTTY === true,
    columns,
    say: (phrase) => phrase[language],
    style,
    line,
    table(titles, rows) {
      const width = stdout.isTTY ? columns : undefined;
      for (const [n, text] of renderTable([titles, ...rows], width).entries())
        line(n === 0 ? style('bold', text) : text);
    },
    value(value) {
      if (json) stdout.write(`${JSON.stringify(value)}\n`);
    },
    note(text) {
      if (stderr.isTTY && !json) complain(text);
    },
    warn: complain,
    progress,
  };
}
