import qrcode from 'qrcode';

/** Wide enough for a phone to read from a laptop's screen. */
const PNG_WIDTH_PX = 400;

export function qrToPng(qr: string): Promise<Buffer> {
  return qrcode.toBuffer(qr, { type: 'png', width: PNG_WIDTH_PX });
}

export function qrToSvg(qr: string): Promise<string> {
  return qrcode.toString(qr, { type: 'svg', width: PNG_WIDTH_PX });
}
