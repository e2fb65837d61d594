// Runs inside WhatsApp Web. The text of a chunk, spelled so that it crosses to the engine at little cost.

/** Stands for the quotes of JSON; chunk-text.ts puts them back. */
const QUOTE = '`';
const COSTLY = /[`\u0080-\uffff]/g;

/**
 * JSON in plain ASCII and without quotes. One character beyond Latin-1 in a text makes the browser's
 * debugging protocol three times slower for all of it, and every quote is escaped once more on its way.
 */
export function chunkText(chunk) {
  return JSON.stringify(chunk).replace(COSTLY, escapeOf).replace(/"/g, QUOTE);
}

function escapeOf(character) {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
