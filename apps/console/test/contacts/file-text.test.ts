import { crc32, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import {
  exportParameters,
  FIRST_CHOICE,
  withFormat,
} from '../../src/rooms/contacts/export/export-choice.ts';
import { csvRows, previewOf } from '../../src/rooms/contacts/export/file-text.ts';

const previewOfText = (text: string, choice: Parameters<typeof previewOf>[1]) =>
  previewOf(new TextEncoder().encode(text), choice);

test('reads cells with commas, quotes and line breaks, and leaves out a row that is cut off', () => {
  const text = '\uFEFFname,note\r\n"Budi, ""the"" one","two\nlines"\r\nAna,\r\ncut,o';
  expect(csvRows(text, ',', 10)).toEqual([
    ['name', 'note'],
    ['Budi, "the" one', 'two\nlines'],
    ['Ana', ''],
  ]);
});

test('shows the first rows of a table by the delimiter of the file', async () => {
  const choice = { ...FIRST_CHOICE, format: 'csv', delimiter: 'semicolon' } as const;
  const preview = await previewOfText('a;b\n1,5;2\n', choice);
  expect(preview).toEqual({ kind: 'table', titles: ['a', 'b'], rows: [['1,5', '2']] });
});

test('shows whole cards and objects only', async () => {
  const card = 'BEGIN:VCARD\r\nFN:Budi\r\nEND:VCARD\r\n';
  const cards = await previewOfText(`${card}BEGIN:VCARD\r\nFN:A`, {
    ...FIRST_CHOICE,
    format: 'vcard',
  });
  expect(cards).toEqual({ kind: 'texts', texts: [card.trimEnd()] });
  const lines = await previewOfText('{"a":1}\n{"a":', { ...FIRST_CHOICE, format: 'ndjson' });
  expect(lines).toEqual({ kind: 'texts', texts: ['{\n  "a": 1\n}'] });
});

/** A ZIP file whose first entry is written while its rows arrive, and has another one behind it. */
function zipOf(xml: string): Uint8Array<ArrayBuffer> {
  const name = Buffer.from('xl/worksheets/sheet1.xml');
  const deflated = deflateRawSync(xml, { level: 1 });
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(8, 6);
  header.writeUInt16LE(8, 8);
  header.writeUInt16LE(name.length, 26);
  const descriptor = Buffer.alloc(16);
  descriptor.writeUInt32LE(0x08074b50, 0);
  descriptor.writeUInt32LE(crc32(xml), 4);
  descriptor.writeUInt32LE(deflated.length, 8);
  descriptor.writeUInt32LE(xml.length, 12);
  return Uint8Array.from(Buffer.concat([header, name, deflated, descriptor, header, name]));
}

const textCell = (reference: string, text: string) =>
  `<c r="${reference}" s="1" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
const TITLES = `<row r="1">${textCell('A1', 'name')}${textCell('B1', 'id')}${textCell('C1', 'is_saved')}</row>`;

test('shows the cells that a workbook holds, not those of a CSV', async () => {
  const row = `<row r="2">${textCell('A2', '=cmd|&lt;1&gt; &amp;_x000D_ _x005F_x000D_')}<c r="C2" t="b"><v>1</v></c></row>`;
  const number = '<row r="3"><c r="B3"><v>7</v></c></row>';
  const sheet = `<sheetData>${TITLES}${row}${number}</sheetData>`;
  const preview = await previewOf(zipOf(sheet), FIRST_CHOICE);
  expect(preview).toEqual({
    kind: 'table',
    titles: ['name', 'id', 'is_saved'],
    rows: [
      ['=cmd|<1> &\r _x000D_', '', 'TRUE'],
      ['', '7', ''],
    ],
  });
  const empty = zipOf(`<sheetData>${TITLES}</sheetData>`);
  expect(await previewOf(empty, FIRST_CHOICE)).toEqual({ kind: 'empty' });
});

test('shows the first rows of a workbook of which only the beginning is there', async () => {
  const rows = Array.from({ length: 5_000 }, (_, index) => {
    return `<row r="${index + 2}">${textCell(`A${index + 2}`, `Budi ${Math.sin(index)}`)}</row>`;
  });
  const whole = zipOf(`<sheetData>${TITLES}${rows.join('')}</sheetData>`);
  const preview = await previewOf(whole.slice(0, 32_768), FIRST_CHOICE);
  expect(preview).toMatchObject({ kind: 'table', titles: ['name', 'id', 'is_saved'] });
  expect(preview.kind === 'table' && preview.rows.map(([name]) => name)).toEqual(
    [0, 1, 2, 3, 4].map((index) => `Budi ${Math.sin(index)}`),
  );
});

test('says that a file without contacts is empty, and not one whose first contact is too long', async () => {
  const choice = (format: 'csv' | 'ndjson' | 'vcard') => ({ ...FIRST_CHOICE, format });
  expect(await previewOfText('name,note\r\n', choice('csv'))).toEqual({ kind: 'empty' });
  expect(await previewOfText('name,note\r\nBudi,long', choice('csv'))).toMatchObject({
    kind: 'table',
  });
  expect(await previewOfText('', choice('ndjson'))).toEqual({ kind: 'empty' });
  expect(await previewOfText('{"name":"long', choice('ndjson'))).toMatchObject({ kind: 'texts' });
  expect(await previewOfText('', choice('vcard'))).toEqual({ kind: 'empty' });
});

test('asks only for what the format takes', () => {
  const csv = { ...FIRST_CHOICE, format: 'csv', columns: 'table', bom: true } as const;
  expect(exportParameters(csv, ['name', 'phone', 'country'])).toEqual({
    format: 'csv',
    phone: 'e164',
    bom: 'true',
    delimiter: 'comma',
    columns: 'name,phone_number,country',
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
