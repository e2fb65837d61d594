import { readFileSync } from 'node:fs';
import type { VariableTable } from '../environment.ts';

const EXAMPLE = new URL('../../../../.env.example', import.meta.url);

/** The variables that `.env.example` shows, commented out, below these titles (`# == title ==`), with their values. */
export function shownVariables(...titles: readonly string[]): Map<string, string> {
  const parts = readFileSync(EXAMPLE, 'utf8').split(/^# == /m);
  const shown = titles.flatMap((title) => {
    const body = parts.find((part) => part.startsWith(`${title} ==\n`)) ?? '';
    return [...body.matchAll(/^#([A-Z_]+)=(.*)$/gm)];
  });
  return new Map(shown.map(([, name = '', value = '']) => [name, value]));
}

/** The variables of a table, with the text of what applies where one is unset. */
export function defaultsOf(table: VariableTable): Map<string, string> {
  const entries = Object.entries(table);
  return new Map(entries.map(([name, { fallback }]) => [name, String(fallback ?? '')]));
}
