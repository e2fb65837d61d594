import type { PackedChunk } from './unpack-chunk.ts';

/** What page/chunk-text.js writes for a quote. Where a name holds this character, it comes escaped. */
const QUOTE = '`';

/** Reads the text of a chunk, as page/chunk-text.js spells it. */
export function parseChunk(text: string): PackedChunk {
  return JSON.parse(text.replaceAll(QUOTE, '"')) as PackedChunk;
}
