/** A cell of a table. A `number` or a `flag` needs no guard. */
export type Cell = string | number | boolean | null;

const LIKE_A_FORMULA = /^["\s]*[=+\-@＝＋－＠]|^[\t\r\n]/;
/** A sign or a quote that a reader with another delimiter would begin a cell with. */
const CELL_START = /(?<=[;\t|\r\n]\s*)[=+\-@＝＋－＠"]/g;
const LIKE_A_NUMBER = /^\d[\d\s.,:/()'+%eE-]*$/;
const E164 = /^\+[1-9]\d{1,14}$/;
const TO_QUOTE = /[",;|\t\r\n]|^\s|\s$/;

/** A CSV file as the exports of the API write it: no spreadsheet calculates a cell that other people wrote. */
export function csvText(titles: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const lines = [titles, ...rows].map((cells) => cells.map(cellText).join(','));
  return `\uFEFF${lines.join('\r\n')}\r\n`;
}

function cellText(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell);
  if (cell === '' || E164.test(cell)) return cell;
  const text = mark(cell) + cell.replace(CELL_START, "'$&");
  return TO_QUOTE.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A tab keeps all digits of a number that is a name. */
function mark(text: string): string {
  if (LIKE_A_NUMBER.test(text)) return '\t';
  return LIKE_A_FORMULA.test(text) ? "'" : '';
}
