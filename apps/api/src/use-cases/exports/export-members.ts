import type { ExportMembershipsQuery } from '@grabber/contracts/api/export';
import { streamMemberships } from '@grabber/database/groups/stream-memberships';
import type { SessionRow } from '@grabber/database/sessions/session-row';
import type { Context } from '../../context.ts';
import { EXPORT_FORMATS } from '../../exports/export-formats.ts';
import { MEMBERSHIP_SHAPE, participantShape } from '../../exports/member-shapes.ts';
import { requireGroup } from '../contacts/require-contact.ts';
import type { ExportChoice } from './export-choice.ts';
import { type ExportCaller, type ExportFile, exportFile } from './export-file.ts';

type Needs = Pick<Context, 'db' | 'exports' | 'clock'>;

type Members = ExportChoice & Pick<ExportMembershipsQuery, 'status'>;

/** The members of one group as a file: the present ones, unless `status` says otherwise. Throws GROUP_NOT_FOUND. */
export async function exportParticipants(
  context: Needs,
  session: SessionRow,
  address: string,
  { status = 'active', ...choice }: Members,
  caller: ExportCaller,
): Promise<ExportFile> {
  const group = await requireGroup(context, session, address);
  const { format = 'csv', profile } = choice;
  const options = {
    ...{ session_id: session.id, group_contact_id: group.contact_id, status },
    with_contact_ids: profile !== undefined || EXPORT_FORMATS[format].isOfPersons,
  };
  return exportFile(context, choice, {
    shape: participantShape(session.id),
    blocks: streamMemberships(context.db, { ...options, signal: caller.signal }),
    name: { session: `${session.name} ${group.name ?? ''}`, what: 'participants' },
    caller,
  });
}

/** The members of all groups as a file, as above. */
export function exportMemberships(
  context: Needs,
  session: SessionRow,
  query: Members & Pick<ExportMembershipsQuery, 'group_status'>,
  caller: ExportCaller,
): ExportFile {
  const { status = 'active', group_status, ...choice } = query;
  return exportFile(context, choice, {
    shape: MEMBERSHIP_SHAPE,
    blocks: streamMemberships(context.db, {
      ...{ session_id: session.id, status, signal: caller.signal },
      ...(group_status && { group_status }),
    }),
    name: { session: session.name, what: 'memberships' },
    caller,
  });
}
