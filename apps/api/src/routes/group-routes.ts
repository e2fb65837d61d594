import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { groupToWire } from '../mappers/contact-to-wire.ts';
import { success } from '../mappers/envelope.ts';
import { memberToWire, pastMemberToWire } from '../mappers/member-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { countRows } from '../plugins/audit.ts';
import { withReadPlace } from '../use-cases/access/with-read-place.ts';
import { readGroupsPage } from '../use-cases/groups/read-groups-page.ts';
import { readMembersPage } from '../use-cases/groups/read-members-page.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { readerOf } from './reader-of.ts';

export function groupRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.listGroups, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { limit, cursor, ...filters } = request.query;
    const reader = { ...readerOf(request, reply), isCostly: Object.keys(filters).length > 0 };
    const { rows, nextCursor } = await withReadPlace(context, reader, (bounded) =>
      readGroupsPage(bounded, session, request.query),
    );
    countRows(request, rows.length);
    const language = languageOf(request);
    const groups = rows.map((row) => ({
      ...groupToWire(row, language),
      members_stored: row.members_stored,
    }));
    return success({ session_id: session.id, groups, next_cursor: nextCursor });
  });

  addRoute(app, API_ROUTES.listParticipants, async (request, reply) => {
    const { id, groupId: address } = request.params;
    const session = await requireSession(context, request.access, id);
    const { groupId, rows, nextCursor } = await withReadPlace(
      context,
      readerOf(request, reply),
      (bounded) => readMembersPage(bounded, session, address, request.query),
    );
    const language = languageOf(request);
    countRows(request, rows.length);
    const participants = rows.map((row) => memberToWire(row, language));
    const page = { participants, next_cursor: nextCursor };
    return success({ session_id: session.id, group_id: groupId, ...page });
  });

  addRoute(app, API_ROUTES.listPastParticipants, async (request, reply) => {
    const { id, groupId: address } = request.params;
    const session = await requireSession(context, request.access, id);
    const { query } = request;
    const found = await withReadPlace(context, readerOf(request, reply), (bounded) =>
      readMembersPage(bounded, session, address, query, 'inactive'),
    );
    const language = languageOf(request);
    countRows(request, found.rows.length);
    const past_participants = found.rows.map((row) => pastMemberToWire(row, language));
    const page = { past_participants, next_cursor: found.nextCursor };
    return success({ session_id: session.id, group_id: found.groupId, ...page });
  });
}
