import { firstEntry } from '../../../files/first-entry.ts';
import type { ExportChoice } from './export-choice.ts';
import { sheetRows } from './sheet-rows.ts';

const MARKS = { comma: ',', semicolon: ';', tab: '\t', pipe: '|' } as const;
const BYTE_ORDER_MARK = '\uFEFF';

/** The first rows of a CSV text, the titles among them. A row that the text cuts off is not one. */
export function csvRows(text: string, delimiter: string, most: number): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  const source = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  for (let index = 0; index < source.length && rows.length < most; index += 1) {
    const char = source.charAt(index);
    if (isQuoted) {
      if (char !== '"') cell += char;
      else if (source.charAt(index + 1) === '"') {
        cell += char;
        index += 1;
      } else isQuoted = false;
    } else if (char === '"') isQuoted = true;
    else if (char === delimiter || char === '\n') {
      row.push(cell);
      cell = '';
      if (char === '\n') {
        rows.push(row);
        row = [];
      }
    } else if (char !== '\r') cell += char;
  }
  return rows;
}

export type Preview =
  /** The file has no contact. */
  | { readonly kind: 'empty' }
  | { readonly kind: 'table'; readonly titles: readonly string[]; readonly rows: string[][] }
  | { readonly kind: 'texts'; readonly texts: readonly string[] };

const SHOWN_ROWS = 5;
const SHOWN_TEXTS = 3;

/** The first rows or cards of a file by its beginning. */
export async function previewOf(
  bytes: Uint8Array<ArrayBuffer>,
  choice: ExportChoice,
): Promise<Preview> {
  if (choice.format === 'xlsx') return sheetPreview(await firstEntry(bytes));
  // What is cut off in the middle of a character ends before it.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes, { stream: true });
  return textPreview(text, choice);
}

function sheetPreview(xml: string): Preview {
  const [titles = [], ...rows] = sheetRows(xml, SHOWN_ROWS + 1);
  const isEmpty = rows.length === 0 && xml.includes('</sheetData>');
  return isEmpty ? { kind: 'empty' } : { kind: 'table', titles, rows };
}

function textPreview(text: string, { format, delimiter, profile }: ExportChoice): Preview {
  // Titles have no line breaks.
  const isTable = format === 'csv' || format === 'google-csv';
  if (isTable ? text.indexOf('\n') === text.length - 1 : text === '') return { kind: 'empty' };
  if (format === 'ndjson') {
    const lines = text.split('\n').slice(0, -1).slice(0, SHOWN_TEXTS);
    return { kind: 'texts', texts: lines.map((line) => JSON.stringify(JSON.parse(line), null, 2)) };
  }
  if (format === 'vcard' || format === 'vcard3') {
    const cards = text.split(/(?<=END:VCARD)\r?\n/u).filter((card) => card.includes('END:VCARD'));
    return { kind: 'texts', texts: cards.slice(0, SHOWN_TEXTS) };
  }
  const isPlain = format === 'google-csv' || profile !== null;
  const [titles = [], ...rows] = csvRows(text, isPlain ? ',' : MARKS[delimiter], SHOWN_ROWS + 1);
  return { kind: 'table', titles, rows };
}
