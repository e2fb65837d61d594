/** ISO 8601 with the six fractional digits of the specification's examples; a Date has three. */
export function microTimestamp(date: Date): string {
  return date.toISOString().replace('Z', '000Z');
}
