import type { Change } from './change-kinds.ts';

type Named = { readonly name: string; readonly contact_id: string };
/** By the session and the row's id. */
export type Names = ReadonlyMap<string, Named>;

/** The names of the rows that are among the changes: a merged row says only where it continues. */
export function namesOf(changes: readonly Change[]): Names {
  const names = new Map<string, Named>();
  for (const change of changes) {
    if (!('contact' in change)) continue;
    const { id, name, contact_id } = change.contact;
    names.set(`${change.session_id} ${id}`, { name, contact_id });
  }
  return names;
}
