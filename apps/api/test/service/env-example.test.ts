import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { VARIABLES } from '../../src/config.ts';

const TEXT = readFileSync(new URL('../../../../.env.example', import.meta.url), 'utf8');

/** The commented-out assignments below `# == title ==`. */
function section(title: string): [string, string][] {
  const body = TEXT.split(/^# == /m).find((part) => part.startsWith(`${title} ==\n`)) ?? '';
  return [...body.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
    name as string,
    value as string,
  ]);
}

it('.env.example shows every variable of the API with its default, and no other', () => {
  const shown = [...section('Both services'), ...section('API')];
  const expected = Object.entries(VARIABLES).map(([name, { fallback }]) => [
    name,
    String(fallback ?? ''),
  ]);
  expect(new Map(shown)).toEqual(new Map(expected as [string, string][]));
});
