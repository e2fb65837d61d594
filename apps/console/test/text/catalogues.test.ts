import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { expect, it } from 'vitest';
import { SCREEN_TEXTS, type ScreenName } from '../../src/app/screen-texts.ts';
import { isolateValues } from '../../src/text/language.ts';
import { ar } from '../../src/text/messages/ar.ts';
import { en } from '../../src/text/messages/en.ts';
import { id } from '../../src/text/messages/id.ts';

const SRC = join(import.meta.dirname, '../../src');
const CATALOGUES: Readonly<Record<string, Readonly<Record<string, string>>>> = { id, en, ar };

type Token = string | readonly [string, string?, unknown?];

/** The names of the values in a text, sorted. */
function valuesOf(text: string): string[] {
  const names = new Set<string>();
  const visit = (tokens: unknown): void => {
    if (!Array.isArray(tokens)) return;
    for (const token of tokens as Token[]) {
      if (typeof token === 'string') continue;
      const [name, , format] = token;
      names.add(name);
      if (typeof format === 'object') Object.values(format ?? {}).map(visit);
    }
  };
  visit(compileMessage(text));
  return [...names].sort();
}

it.each(['en', 'ar'])('every text has the same values in %s as in Indonesian', (language) => {
  const others = Object.entries(id).map(([key, text]) => [
    key,
    valuesOf(text),
    valuesOf(CATALOGUES[language]?.[key] ?? ''),
  ]);
  expect(others.filter(([, own, other]) => String(own) !== String(other))).toEqual([]);
});

const FIRST_PARTS = new Set(Object.keys(id).map((key) => key.split('.')[0] ?? ''));

/** The ids of a file of texts. */
const idsOf = (room: string) =>
  new Set(
    [
      ...readFileSync(join(SRC, 'text/messages/id', `${room}.ts`), 'utf8').matchAll(
        /^ {2}'([^']+)':/gm,
      ),
    ].map(([, key]) => key),
  );

it.each(readdirSync(join(SRC, 'rooms')))('the screen %s has all of its texts loaded', (room) => {
  const own = room === 'sign-in' ? [] : SCREEN_TEXTS[room as ScreenName];
  const loaded = new Set(['common', 'sign-in', ...own].flatMap((name) => [...idsOf(name)]));
  const files = readdirSync(join(SRC, 'rooms', room), { recursive: true, encoding: 'utf8' });
  const texts = files
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(SRC, 'rooms', room, file), 'utf8'))
    .join('\n');
  const used = [...texts.matchAll(/'([a-z_]+(?:\.[a-z_]+)+)'/g)].map(([, key = '']) => key);
  const begun = [...texts.matchAll(/`([a-z_]+)\.[^`]*\$\{/g)].map(([, part = '']) => part);
  expect(used.filter((key) => key in id && !loaded.has(key))).toEqual([]);
  // Ids that are put together, by their first part.
  const parts = new Set([...loaded].map((key) => key?.split('.')[0]));
  expect(begun.filter((part) => FIRST_PARTS.has(part) && !parts.has(part))).toEqual([]);
});

it('isolates the values of Arabic texts, and leaves plurals as they are', () => {
  expect(isolateValues(ar['accounts.done.start'])).toBe('تم تشغيل \u2068{name}\u2069.');
  expect(isolateValues(ar['unit.people'])).toBe(ar['unit.people']);
  const others = Object.values(ar).filter(
    (text) => String(valuesOf(text)) !== String(valuesOf(isolateValues(text))),
  );
  expect(others).toEqual([]);
});
