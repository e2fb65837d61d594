const MAX_OCTETS = 75;
const FOLD = '\r\n ';
// All that takes one octet and one place in a string.
const ASCII = /^[ -~\t]*$/;

/**
 * A vCard line with its end, folded (RFC 6350, 3.2): no physical line is above 75 octets, the space
 * that continues it included, and no character is taken apart.
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
