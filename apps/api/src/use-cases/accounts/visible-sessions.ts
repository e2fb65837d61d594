import type { SessionRow } from '@grabber/database/sessions/session-row';
import { listSessions } from '@grabber/database/sessions/sessions';
import type { Country } from '@grabber/phone-numbers/phone-number';
import type { Context } from '../../context.ts';
import type { Visible } from '../access/access.ts';
import { resolveWorkspace } from '../access/workspaces.ts';
import { homeCountry } from '../contacts/chosen-rows.ts';

/** The sessions of a workspace that a caller may see, oldest first. */
export type VisibleSessions = {
  readonly workspace: { readonly id: string; readonly name: string };
  readonly ids: readonly string[];
  /** Where a number without the code of a country is from. Null: the accounts are not all from one. */
  readonly country: Country | null;
};

/** Throws WORKSPACE_NOT_FOUND. */
export async function visibleSessions(
  { db }: Pick<Context, 'db'>,
  access: Visible,
  name: string | undefined,
): Promise<VisibleSessions> {
  const workspace = await resolveWorkspace({ db }, access, name);
  const rows = await listSessions(db, { workspace_id: workspace.id, ids: access.sessionIds });
  return { workspace, ids: rows.map(({ id }) => id), country: commonCountry(rows) };
}

function commonCountry(rows: readonly SessionRow[]): Country | null {
  const [country = null, ...others] = new Set(rows.map(homeCountry));
  return others.length === 0 ? country : null;
}
