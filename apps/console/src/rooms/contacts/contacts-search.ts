/** What the address of the screen says. Wrong values count as absent. */
export type ContactsSearch = Record<string, never>;

export function readContactsSearch(): ContactsSearch {
  return {};
}
