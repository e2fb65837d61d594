const MAX_NAME_CHARS = 100;
/** Characters that some file system or shell gives a meaning, and invisible characters. */
const UNSAFE = /[\p{C}\p{Z}<>:"/\\|?*%,;='`$&]+/gu;
const NOT_ASCII = /[^ -~]/g;

/**
 * The `Content-Disposition` of a file to save (RFC 6266). The name has three parts: the session, the
 * content and the day. Old clients get it in ASCII, others in UTF-8.
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

/** One word on one line that is not a hidden file and is short enough for every file system. */
function safe(text: string): string {
  const words = text.replaceAll(UNSAFE, '_').replaceAll(/^[._-]+|[._-]+$/g, '');
  return [...words].slice(0, MAX_NAME_CHARS).join('');
}
