import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

/** WCAG 2.2: 1.4.11 for the edge of a field, 1.4.3 for text. */
const LEAST = { field: 3, text: 4.5, muted: 4.5, 'accent-text': 4.5 } as const;
const GROUNDS = ['page', 'surface', 'raised'] as const;

const css = await readFile(new URL('../../src/look/look.css', import.meta.url), 'utf8');
const ofRoot = css.split(/(?=:root \{)/).find((part) => part.includes('--page:')) ?? '';
const [light = '', dark = ''] = ofRoot.split('@variant dark');

const colourOf = (theme: string, name: string) =>
  new RegExp(`--${name}: #([0-9a-f]{6});`).exec(theme)?.[1] ?? '';

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/../g) ?? []).map((part) => {
    const share = Number.parseInt(part, 16) / 255;
    return share <= 0.039_28 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (bright + 0.05) / (dim + 0.05);
}

it.each([light, dark])(
  'each theme shows texts and the edges of fields on every ground',
  (theme) => {
    const weak = Object.entries(LEAST).flatMap(([name, least]) =>
      GROUNDS.filter(
        (ground) => contrast(colourOf(theme, name), colourOf(theme, ground)) < least,
      ).map((ground) => `${name} on ${ground}`),
    );
    expect([colourOf(theme, 'field').length, weak]).toEqual([6, []]);
  },
);

it('shows the dark theme by choice, and by the system unless the light one is chosen', () => {
  const [, when = ''] = /@custom-variant dark (\{[\s\S]*?\n\})/.exec(css) ?? [];
  expect(when).toMatch(
    /prefers-color-scheme: dark\) \{\s+&:where\(:root:not\(\[data-theme="light"\]\)/,
  );
  expect(when).toMatch(/\n {2}&:where\(:root\[data-theme="dark"\]/);
});
