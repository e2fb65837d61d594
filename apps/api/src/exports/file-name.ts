const MAX_NAME_CHARS = 100;
/** What some file system or shell has a use for, and what is not seen. */
const UNSAFE = /[\p{C}\p{Z}<>:"/\\|?*%,;='`$&]+/gu;
const NOT_ASCII = /[^ -~]/g;

/**
 * `Content-Disposition` of a file to save (RFC 6266): the session's name, what it holds, and the day,
 * in ASCII for old clients and as it is for the others.
 */
export function attachment(
  parts: { session: string; what: string; date: Date },
  extension: string,
): string {
  const { session, what, date } = parts;
  const day = date.toISOString().slice(0, 10);
  const name = (text: string) => [text, what, day].filter((part) => part !== '').join('-');
  const ascii = safe(safe(session).normalize('NFKD').replaceAll(NOT_ASCII, ''));
  const utf8 = encodeURIComponent(`${name(safe(session))}.${extension}`).replaceAll(
    /[()*!]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${name(ascii)}.${extension}"; filename*=UTF-8''${utf8}`;
}

/** On one line, of one word, not hidden, and short enough for every file system. */
function safe(text: string): string {
  const words = text.replaceAll(UNSAFE, '_').replaceAll(/^[._-]+|[._-]+$/g, '');
  return [...words].slice(0, MAX_NAME_CHARS).join('');
}
