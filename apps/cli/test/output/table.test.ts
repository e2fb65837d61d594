import { expect, it } from 'vitest';
import { printable, shorten, widthOf } from '../../src/output/printable.ts';
import { progressBar } from '../../src/output/progress-bar.ts';
import { renderTable } from '../../src/output/table.ts';

it('a name that other people wrote cannot move the cursor, colour the terminal or turn the direction', () => {
  expect(printable('\u001b[2J\u001b]0;x\u0007Ani\r\nBudi\u009b1m\u202e!')).toMatch(
    /^\[2J \]0;x Ani {2}Budi 1m !$/,
  );
  const [, row] = renderTable([['NAME'], ['A\u001b[31mB\nC']]);
  expect(row).toBe('A [31mB C');
});

it('columns stand below each other, also with wide letters and marks', () => {
  expect([widthOf('Ani'), widthOf('王小明'), widthOf('é'), widthOf('👩‍👩‍👧')]).toEqual([
    3, 6, 1, 2,
  ]);
  expect(
    renderTable([
      ['NAME', 'ID'],
      ['王小明', '1'],
      ['Ani', '22'],
    ]),
  ).toEqual(['NAME    ID', '王小明  1', 'Ani     22']);
});

it('a terminal that is too narrow cuts the widest column, and a pipe cuts nothing', () => {
  const rows = [
    ['NAME', 'ID'],
    ['a very long name of a person', '1'],
  ];
  expect(renderTable(rows, 20)[1]).toBe('a very long nam…  1');
  expect(renderTable(rows)[1]).toBe('a very long name of a person  1');
  expect(shorten('王小明', 4)).toBe('王…');
});

it.each([
  [0, 0, `${'░'.repeat(24)}   0 %  x`],
  [1, 2, `${'█'.repeat(12) + '░'.repeat(12)}  50 %  x`],
  [3, 2, `${'█'.repeat(24)} 100 %  x`],
])('the bar of %i of %i', (done, total, bar) => {
  expect(progressBar(done, total, 'x')).toBe(bar);
});
