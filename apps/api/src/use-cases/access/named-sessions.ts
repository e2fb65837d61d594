import { listSessions } from '@grabber/database/sessions/sessions';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import type { Visible } from './access.ts';

const NO_SESSION = {
  en: 'is not a session of the workspace',
  id: 'bukan session di workspace ini',
};

type Named = {
  readonly access: Visible;
  readonly workspaceId: string;
  readonly names: readonly string[];
  /** The property of the body that has them. */
  readonly path: string;
};

/**
 * The ids of the sessions of a workspace that ids and `external_id`s stand for, of those that the caller may see.
 * Throws VALIDATION_FAILED, with the place of each that is unknown.
 */
export async function namedSessions(
  { db }: Pick<Context, 'db'>,
  { access, workspaceId, names, path }: Named,
): Promise<string[]> {
  const rows = await listSessions(db, { workspace_id: workspaceId, ids: access.sessionIds });
  const found = names.map((name) => {
    const byId = rows.find((row) => row.id === name.toLowerCase());
    return (byId ?? rows.find(({ external_id }) => external_id === name))?.id;
  });
  const details = found.flatMap((id, index) =>
    id === undefined ? [{ path: `body.${path}.${index}`, message: NO_SESSION }] : [],
  );
  if (details.length === 0) return found.filter((id) => id !== undefined);
  throw new ServiceError('VALIDATION_FAILED', 'A named session is unknown.', { details });
}
