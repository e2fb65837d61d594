import type { UpdateSessionBody } from '@grabber/contracts/api/session';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import { updateSession as writeSession } from '@grabber/database/sessions/sessions';
import { isUuid } from '@grabber/primitives/uuid';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { sanitiseName } from '../../mappers/sanitise-text.ts';
import { proxyColumns } from '../../mappers/stored-proxy.ts';

/** Not a space, a mark on nothing, or a character without a width. */
const VISIBLE = /[^\p{Cc}\p{Cf}\p{Z}\p{M}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** The stored form of a name from a request's body. Throws VALIDATION_FAILED if it is then empty. */
export function requireName(text: string): string {
  const name = sanitiseName(text);
  if (name !== null && VISIBLE.test(name)) return name;
  const message = {
    en: 'must hold a printable character',
    id: 'harus memuat karakter yang dapat dicetak',
  };
  const details = [{ path: 'body.name', message }];
  throw new ServiceError('VALIDATION_FAILED', 'The name is not valid.', { details });
}

const NO_UUID = {
  en: 'must not have the form of a UUID, because paths take both',
  id: 'tidak boleh berbentuk UUID, karena path menerima keduanya',
};

/** Throws VALIDATION_FAILED for an external id that could be a session's id. */
export function requireExternalId(text: string | null | undefined): void {
  if (!text || !isUuid(text)) return;
  const details = [{ path: 'body.external_id', message: NO_UUID }];
  throw new ServiceError('VALIDATION_FAILED', 'The external_id is not valid.', { details });
}

/**
 * Changes the session's name, its proxy from the next start on, and what its grabs store from the next one on. Throws VALIDATION_FAILED, and
 * SESSION_NOT_FOUND if the session was just deleted.
 */
export async function updateSession(
  { db, clock, cipher }: Pick<Context, 'db' | 'clock' | 'cipher'>,
  session: SessionRow,
  { name, proxy, ...choices }: UpdateSessionBody,
): Promise<SessionRow> {
  const scope = { id: session.id, workspace_id: session.workspace_id };
  requireExternalId(choices.external_id);
  const renaming = name !== undefined && { name: requireName(name) };
  const proxying = proxy !== undefined && proxyColumns(cipher, session.id, proxy);
  const changes = { ...choices, ...renaming, ...proxying };
  const updated = await writeSession(db, scope, { ...changes, now: clock() });
  if (updated) return updated;
  throw new ServiceError('SESSION_NOT_FOUND', 'There is no such session.');
}
