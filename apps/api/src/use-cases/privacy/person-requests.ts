import type { ErasePersonBody, ExportPersonBody } from '@grabber/contracts/api/privacy';
import { type Erasure, erasePerson as eraseRows } from '@grabber/database/privacy/erase-person';
import {
  type PersonExport,
  exportPerson as readRows,
} from '@grabber/database/privacy/export-person';
import { type NamedPerson, parsePerson } from '@grabber/database/privacy/person-address';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../../context.ts';
import { storableLine } from '../../mappers/sanitise-text.ts';
import type { Access } from '../access/access.ts';
import { resolveWorkspace } from '../access/workspaces.ts';
import { ADDRESS_BOOK_LOCK_TIMEOUT_MS } from '../contacts/delete-contacts.ts';

/**
 * Erases a person from every session of the workspace. Throws VALIDATION_FAILED, PERSON_NOT_FOUND,
 * WORKSPACE_NOT_FOUND, and GrabLockTimeout if a grab ran in a session: then the call may be repeated.
 */
export async function erasePerson(
  context: Pick<Context, 'db' | 'exclusionKey' | 'logger'>,
  access: Pick<Access, 'workspaceId'>,
  { person, exclude = true, workspace, label }: ErasePersonBody,
): Promise<Erasure> {
  const named = personOf(person);
  const { id: workspace_id } = await resolveWorkspace(context, access, workspace);
  const exclusion_key = context.exclusionKey;
  const lock_timeout_ms = ADDRESS_BOOK_LOCK_TIMEOUT_MS;
  const named_by = label === undefined ? {} : { label: storableLine(label) };
  const options = { workspace_id, person: named, exclude, exclusion_key, lock_timeout_ms };
  const erasure = await eraseRows(context.db, { ...options, ...named_by });
  if (!erasure) throw personNotFound();
  const { sessions, remaining, exclusion } = erasure;
  context.logger.info(
    { workspace_id, sessions: sessions.length, remaining, exclusion_id: exclusion?.id ?? null },
    'Person erased',
  );
  return erasure;
}

/** All that is stored about a person. Throws VALIDATION_FAILED, PERSON_NOT_FOUND, WORKSPACE_NOT_FOUND. */
export async function exportPerson(
  context: Pick<Context, 'db' | 'exclusionKey'>,
  access: Pick<Access, 'workspaceId'>,
  { person, workspace }: ExportPersonBody,
): Promise<PersonExport> {
  const named = personOf(person);
  const { id: workspace_id } = await resolveWorkspace(context, access, workspace);
  const exclusion_key = context.exclusionKey;
  const found = await readRows(context.db, { workspace_id, person: named, exclusion_key });
  if (!found) throw personNotFound();
  return found;
}

function personOf(text: string): NamedPerson {
  const named = parsePerson(text);
  if (named) return named;
  const message = {
    en: 'must be a number with its country code (628…), a LID (…@lid) or a username (@name)',
    id: 'harus berupa nomor dengan kode negara (628…), LID (…@lid), atau username (@nama)',
  };
  const details = [{ path: 'body.person', message }];
  throw new ServiceError('VALIDATION_FAILED', 'The person is not named.', { details });
}

function personNotFound(): ServiceError {
  return new ServiceError('PERSON_NOT_FOUND', 'No stored person has this username.');
}
