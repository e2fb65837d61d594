/**
 * What an `Accept…` header prefers (RFC 9110, 12.4.2): the value that `pick` knows of the range with
 * the highest quality, the first among equals; undefined when it knows none.
 */
export function preferred<T>(
  header: string | undefined,
  pick: (range: string) => T | undefined,
): T | undefined {
  let best: { value: T; quality: number } | undefined;
  for (const part of (header ?? '').split(',')) {
    const [range = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
    const value = pick(range);
    const quality = qualityOf(parameters);
    if (value !== undefined && quality > (best?.quality ?? 0)) best = { value, quality };
  }
  return best?.value;
}

function qualityOf(parameters: readonly string[]): number {
  const quality = parameters.find((parameter) => parameter.startsWith('q='));
  if (quality === undefined) return 1;
  const value = Number(quality.slice(2));
  return value >= 0 && value <= 1 ? value : 0;
}
