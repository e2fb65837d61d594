import type { QrFormat } from '@grabber/contracts/api/pairing/qr';
import qrcode from 'qrcode';
import { preferred } from '../../messages/language.ts';

/** An `<img>` element also sends `image/*`. It gets a PNG. */
const FORMATS: Readonly<Record<string, QrFormat>> = {
  'application/json': 'json',
  'image/png': 'png',
  'image/svg+xml': 'svg',
  'image/*': 'png',
};

/** The requested format, else the format that the Accept header prefers, else JSON. */
export function qrFormat(asked: QrFormat | undefined, accept: string | undefined): QrFormat {
  return asked ?? preferred(accept, (range) => FORMATS[range]) ?? 'json';
}

/** Wide enough for a phone to read from a laptop's screen. */
const PNG_WIDTH_PX = 400;

export function qrToPng(qr: string): Promise<Buffer> {
  return qrcode.toBuffer(qr, { type: 'png', width: PNG_WIDTH_PX });
}

export function qrToSvg(qr: string): Promise<string> {
  return qrcode.toString(qr, { type: 'svg', width: PNG_WIDTH_PX });
}
