import type { Blocks, Chunks } from './export-table.ts';
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
  let isFirst = true;
  for await (const block of blocks) {
    const items = json(block, { before: NEXT_ITEM, after: NOTHING });
    if (isFirst) items.write('[');
    isFirst = false;
    yield items;
  }
  yield isFirst ? '[\n]\n' : '\n]\n';
}
