/** A text for anything that was thrown: whatsapp-web.js rejects with plain strings, too. */
export function describeError(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  if (typeof error === 'string') return error;
  return `a ${typeof error} was thrown`;
}
