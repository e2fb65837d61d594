import { expect, test } from 'vitest';
import {
  exportParameters,
  FIRST_CHOICE,
  withFormat,
} from '../../src/rooms/contacts/export/export-choice.ts';
import { csvRows, previewOf } from '../../src/rooms/contacts/export/file-text.ts';

test('reads cells with commas, quotes and line breaks, and leaves out a row that is cut off', () => {
  const text = '\uFEFFname,note\r\n"Budi, ""the"" one","two\nlines"\r\nAna,\r\ncut,o';
  expect(csvRows(text, ',', 10)).toEqual([
    ['name', 'note'],
    ['Budi, "the" one', 'two\nlines'],
    ['Ana', ''],
  ]);
});

test('shows the first rows of a table by the delimiter of the file', () => {
  const choice = { ...FIRST_CHOICE, format: 'csv', delimiter: 'semicolon' } as const;
  const preview = previewOf('a;b\n1,5;2\n', choice);
  expect(preview).toEqual({ kind: 'table', titles: ['a', 'b'], rows: [['1,5', '2']] });
});

test('shows whole cards and objects only', () => {
  const card = 'BEGIN:VCARD\r\nFN:Budi\r\nEND:VCARD\r\n';
  const cards = previewOf(`${card}BEGIN:VCARD\r\nFN:A`, { ...FIRST_CHOICE, format: 'vcard' });
  expect(cards).toEqual({ kind: 'texts', texts: [card.trimEnd()] });
  const lines = previewOf('{"a":1}\n{"a":', { ...FIRST_CHOICE, format: 'ndjson' });
  expect(lines).toEqual({ kind: 'texts', texts: ['{\n  "a": 1\n}'] });
});

test('says that a file without contacts is empty, and not one whose first contact is too long', () => {
  const choice = (format: 'csv' | 'ndjson' | 'vcard') => ({ ...FIRST_CHOICE, format });
  expect(previewOf('name,note\r\n', choice('csv'))).toEqual({ kind: 'empty' });
  expect(previewOf('name,note\r\nBudi,long', choice('csv'))).toMatchObject({ kind: 'table' });
  expect(previewOf('', choice('ndjson'))).toEqual({ kind: 'empty' });
  expect(previewOf('{"name":"long', choice('ndjson'))).toMatchObject({ kind: 'texts' });
  expect(previewOf('', choice('vcard'))).toEqual({ kind: 'empty' });
});

test('asks only for what the format takes', () => {
  const csv = { ...FIRST_CHOICE, format: 'csv', columns: 'table', bom: true } as const;
  expect(exportParameters(csv, ['name', 'phone', 'country'])).toEqual({
    format: 'csv',
    phone: 'e164',
    bom: 'true',
    delimiter: 'comma',
    columns: 'name,phone_number',
  });
  expect(exportParameters({ ...csv, profile: 'google' }, [])).toEqual({
    format: 'csv',
    profile: 'google',
    bom: 'true',
  });
  expect(exportParameters(withFormat(csv, 'vcard'), [])).toEqual({ format: 'vcard' });
  expect(withFormat({ ...csv, profile: 'google' }, 'xlsx').profile).toBeNull();
  expect(withFormat({ ...csv, profile: 'odoo' }, 'xlsx').profile).toBe('odoo');
});
