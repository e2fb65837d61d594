import type { Chunks, Pages } from './export-table.ts';

/** One line of JSON for each row. */
export async function* ndjsonChunks<Row>(json: (row: Row) => string, pages: Pages<Row>): Chunks {
  for await (const page of pages) {
    let text = '';
    for (const row of page) text += `${json(row)}\n`;
    yield text;
  }
}

/** All rows as one JSON array. */
export async function* jsonArrayChunks<Row>(json: (row: Row) => string, pages: Pages<Row>): Chunks {
  let text = '[';
  let separator = '\n';
  for await (const page of pages) {
    for (const row of page) {
      text += separator + json(row);
      separator = ',\n';
    }
    yield text;
    text = '';
  }
  yield `${text}\n]\n`;
}
