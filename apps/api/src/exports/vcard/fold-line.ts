const MAX_OCTETS = 75;
const FOLD = '\r\n ';
// Characters that take one octet and one position in a string.
const ASCII = /^[ -~\t]*$/;

/**
 * A folded vCard line with its line end (RFC 6350, 3.2). A physical line has at most 75 octets, including
 * the leading space of a continuation. Folding never splits a character.
 */
export function foldLine(line: string): string {
  const isAscii = ASCII.test(line);
  if (isAscii && line.length <= MAX_OCTETS) return `${line}\r\n`;
  let text = '';
  let octets = 0;
  for (const char of line) {
    const size = isAscii ? 1 : Buffer.byteLength(char);
    if (octets + size > MAX_OCTETS) {
      text += FOLD;
      octets = 1;
    }
    text += char;
    octets += size;
  }
  return `${text}\r\n`;
}
