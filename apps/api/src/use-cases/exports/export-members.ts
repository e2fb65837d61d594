import { streamMemberships } from '@grabber/database/contacts/stream-memberships';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { MEMBERSHIP_SHAPE, PARTICIPANT_SHAPE } from '../../exports/member-shapes.ts';
import { requireGroup } from '../contacts/require-contact.ts';
import {
  type ExportCaller,
  type ExportChoice,
  type ExportFile,
  exportFile,
} from './export-file.ts';

type Needs = Pick<Context, 'db' | 'exports' | 'clock'>;

/** The present members of one group as a file. Throws GROUP_NOT_FOUND. */
export async function exportParticipants(
  context: Needs,
  session: SessionRow,
  address: string,
  choice: ExportChoice,
  caller: ExportCaller,
): Promise<ExportFile> {
  const group = await requireGroup(context, session, address);
  const options = { session_id: session.id, group_contact_id: group.contact_id };
  return exportFile(context, choice, {
    shape: PARTICIPANT_SHAPE,
    blocks: streamMemberships(context.db, { ...options, signal: caller.signal }),
    name: { session: `${session.name} ${group.name ?? ''}`, what: 'participants' },
    caller,
  });
}

/** The present members of all groups as a file. */
export function exportMemberships(
  context: Needs,
  session: SessionRow,
  choice: ExportChoice,
  caller: ExportCaller,
): ExportFile {
  return exportFile(context, choice, {
    shape: MEMBERSHIP_SHAPE,
    blocks: streamMemberships(context.db, { session_id: session.id, signal: caller.signal }),
    name: { session: session.name, what: 'memberships' },
    caller,
  });
}
