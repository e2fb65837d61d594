/** A person without a name: the number, or the digits of the LID. */
export function shortId(id: string): string {
  const [digits = id, server] = id.split('@');
  return server === 'lid' ? digits : `+${digits}`;
}
