import { styleText } from 'node:util';
import { create, toBuffer, toString as toText } from 'qrcode';

const QUIET_ZONE = 2;

export type QrBlock = { readonly lines: readonly string[]; readonly columns: number };

/** A QR as lines of half blocks. With colours it is black on white, whatever the terminal's own colours are. */
export async function qrBlock(qr: string): Promise<QrBlock> {
  const columns = create(qr, { errorCorrectionLevel: 'L' }).modules.size + 2 * QUIET_ZONE;
  const coloured = styleText(['black', 'bgWhiteBright'], 'x', { stream: process.stdout }) !== 'x';
  const text = await toText(qr, {
    type: 'utf8',
    errorCorrectionLevel: 'L',
    margin: QUIET_ZONE,
    // Without colours the light modules are drawn: most terminals are dark.
    ...(!coloured && { color: { dark: '#ffffff', light: '#000000' } }),
  });
  const paint = (line: string) =>
    coloured ? styleText(['black', 'bgWhiteBright'], line, { stream: process.stdout }) : line;
  return { lines: text.split('\n').map((line) => paint(line.padEnd(columns))), columns };
}

export function qrImage(qr: string): Promise<Buffer> {
  return toBuffer(qr, { type: 'png', scale: 8, margin: 4 });
}
