/** Whether the library's QR can be scanned: asked too early, the page has no reference yet. */
export function isUsableQr(qr: unknown): qr is string {
  return typeof qr === 'string' && qr.includes(',') && !/^(undefined|null)?,/.test(qr);
}
