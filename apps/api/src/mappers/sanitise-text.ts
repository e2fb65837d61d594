/** In code points. WhatsApp allows far shorter names; a longer one is garbage or an attack. */
const MAX_NAME_LENGTH = 255;
/** In code points. WhatsApp allows 2,048 characters in a group's description. */
const MAX_DESCRIPTION_LENGTH = 2_048;
const MAX_URL_LENGTH = 2_048;

// Carriage returns, tabs, form feeds and Unicode's own separators all end a line or a word.
const LINE_BREAKS = /\r\n|[\n\r\v\f\u0085\u2028\u2029]/g;
const TABS = /\t/g;
// C0 and C1 controls and DEL. Joiners and direction marks are not among them: names need them.
// biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is what this is for
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Most names need no cleaning: printable ASCII without a space at either end. */
const PLAIN = /^[!-~](?:[ -~]*[!-~])?$/;

/** A name on one line, in NFC, without control characters and lone surrogates; null when empty. */
export function sanitiseName(text: string | null): string | null {
  if (text === null || (text.length <= MAX_NAME_LENGTH && PLAIN.test(text))) return text;
  return clean(text.replaceAll(LINE_BREAKS, ' ').replaceAll(TABS, ' '), MAX_NAME_LENGTH);
}

/** The names, each once, without those that are empty. */
export function sanitiseNames(names: string[] | null): string[] | null {
  if (names === null || names.length === 0) return names;
  return [...new Set(names.map(sanitiseName).filter((name) => name !== null))];
}

/** Like a name, but an empty text stays empty: it means that there is no name. */
export function sanitiseKnownName(text: string | null): string | null {
  return text === null ? null : (sanitiseName(text) ?? '');
}

/** Like a name, but longer, and line breaks stay as `\n`. */
export function sanitiseDescription(text: string | null): string | null {
  if (text === null) return null;
  return clean(text.replaceAll(LINE_BREAKS, '\n').replaceAll(TABS, ' '), MAX_DESCRIPTION_LENGTH);
}

/** Like a description, but an empty text stays empty: it means that the person has no status text. */
export function sanitiseStatusText(text: string | null): string | null {
  return text === null ? null : (sanitiseDescription(text) ?? '');
}

/** In code points: more than the contract lets a caller write. */
const MAX_OWN_TEXT = 5_000;

/** A text that a caller wrote, as the database can hold it; line breaks stay as `\n`. */
export function storableText(text: string): string {
  return clean(text.replaceAll(LINE_BREAKS, '\n').replaceAll(TABS, ' '), MAX_OWN_TEXT) ?? '';
}

/** The same on one line. */
export function storableLine(text: string): string {
  return sanitiseName(text) ?? '';
}

/** The link unchanged, or null if it is not an http(s) link of a reasonable length. */
export function sanitiseUrl(text: string | null): string | null {
  if (text === null || text.length > MAX_URL_LENGTH) return null;
  return /^https?:$/.test(URL.parse(text)?.protocol ?? '') ? clean(text, MAX_URL_LENGTH) : null;
}

function clean(text: string, maxLength: number): string | null {
  const printable = text.replaceAll(CONTROLS, '').replaceAll(LONE_SURROGATES, '');
  return cut(printable.normalize('NFC').trim(), maxLength).trim() || null;
}

/** Counts code points, so that it never splits a surrogate pair. */
function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  let end = 0;
  for (let count = 0; count < maxLength && end < text.length; count += 1) {
    end += (text.codePointAt(end) ?? 0) > 0xffff ? 2 : 1;
  }
  return text.slice(0, end);
}
