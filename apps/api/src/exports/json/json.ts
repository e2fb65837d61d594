import type { Blocks, Chunks } from '../export-table.ts';
import type { EncodeJson } from './json-lines.ts';

const NOTHING = Buffer.alloc(0);
const LINE_END = Buffer.from('\n');
const NEXT_ITEM = Buffer.from(',\n');

/** One line of JSON for each row. */
export async function* ndjsonChunks(json: EncodeJson, blocks: Blocks): Chunks {
  for await (const block of blocks) yield json(block, { before: NOTHING, after: LINE_END });
}

/** All rows as one JSON array. */
export async function* jsonArrayChunks(json: EncodeJson, blocks: Blocks): Chunks {
  let text = '[\n';
  for await (const items of jsonItems(json, blocks)) {
    yield text + items;
    text = '';
  }
  yield `${text}\n]\n`;
}

/** All rows as the items of a JSON array, with the commas between them. */
export async function* jsonItems(json: EncodeJson, blocks: Blocks): AsyncGenerator<string> {
  let isFirst = true;
  for await (const block of blocks) {
    const items = json(block, { before: NEXT_ITEM, after: NOTHING });
    yield isFirst ? items.slice(NEXT_ITEM.length) : items;
    isFirst = false;
  }
}
