/** The screen has no parameters: it is about this moment. */
export type HealthSearch = Record<string, never>;

export function readHealthSearch(): HealthSearch {
  return {};
}
