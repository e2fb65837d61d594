const ROW = /<row [^>]*>(.*?)<\/row>/gs;
const CELL = /<c r="([A-Z]+)\d+"([^>]*)>(.*?)<\/c>/gs;
const VALUE = /<(?:t|v)(?: [^>]*)?>(.*)<\/(?:t|v)>/s;
/** A character that XML cannot hold, as Excel writes it. */
const ESCAPED = /_x([0-9A-F]{4})_/g;
const LETTERS = 26;

/** The first rows of a sheet as the API writes it, the titles among them. A row that the text cuts off is not one. */
export function sheetRows(xml: string, most: number): string[][] {
  const rows: string[][] = [];
  for (const [, cells = ''] of xml.matchAll(ROW)) {
    if (rows.length === most) break;
    const row: string[] = [];
    for (const [, letters = '', attributes = '', content = ''] of cells.matchAll(CELL)) {
      const value = VALUE.exec(content)?.[1] ?? '';
      row[columnOf(letters)] = attributes.includes('t="b"') ? flagOf(value) : textOf(value);
    }
    // An empty cell is not in the sheet.
    const width = Math.max(rows[0]?.length ?? 0, row.length);
    rows.push(Array.from({ length: width }, (_, column) => row[column] ?? ''));
  }
  return rows;
}

/** As Excel shows it. */
const flagOf = (value: string): string => (value === '1' ? 'TRUE' : 'FALSE');

function textOf(xml: string): string {
  return xml
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .replaceAll(ESCAPED, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}

/** A is 0, Z 25, AA 26. */
function columnOf(letters: string): number {
  const digits = [...letters].map((letter) => letter.charCodeAt(0) - 64);
  return digits.reduce((sum, digit) => sum * LETTERS + digit, 0) - 1;
}
