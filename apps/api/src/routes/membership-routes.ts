import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { encodeChangeCursor } from '../cursors/change-cursor.ts';
import { success } from '../mappers/envelope.ts';
import {
  memberOfGroupsToWire,
  membershipChangeToWire,
  membershipEventToWire,
} from '../mappers/membership-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { countRows } from '../plugins/audit.ts';
import { withReadPlace } from '../use-cases/access/with-read-place.ts';
import {
  readContactHistory,
  readGroupHistory,
  readMemberList,
  readMembershipFeed,
} from '../use-cases/groups/memberships.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { readerOf } from './reader-of.ts';

export function membershipRoutes(app: HttpServer, context: Context): void {
  historyRoutes(app, context);

  addRoute(app, API_ROUTES.listMembershipChanges, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { rows, next, has_more } = await withReadPlace(
      context,
      readerOf(request, reply),
      (bounded) => readMembershipFeed(bounded, session, request.query),
    );
    countRows(request, rows.length);
    const page = { next_cursor: encodeChangeCursor(next), has_more };
    return success({ session_id: session.id, changes: rows.map(membershipChangeToWire), ...page });
  });

  addRoute(app, API_ROUTES.listMembers, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { rows, nextCursor } = await withReadPlace(context, readerOf(request, reply), (bounded) =>
      readMemberList(bounded, session, request.query),
    );
    countRows(request, rows.length);
    const language = languageOf(request);
    const members = rows.map((row) => memberOfGroupsToWire(row, language));
    return success({ session_id: session.id, members, next_cursor: nextCursor });
  });
}

function historyRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.getGroupHistory, async (request, reply) => {
    const { id, groupId: address } = request.params;
    const session = await requireSession(context, request.access, id);
    const { groupId, rows, nextCursor } = await withReadPlace(
      context,
      readerOf(request, reply),
      (bounded) => readGroupHistory(bounded, session, address, request.query),
    );
    countRows(request, rows.length);
    const page = { history: rows.map(membershipEventToWire), next_cursor: nextCursor };
    return success({ session_id: session.id, group_id: groupId, ...page });
  });

  addRoute(app, API_ROUTES.getContactHistory, async (request, reply) => {
    const { id, contactId: address } = request.params;
    const session = await requireSession(context, request.access, id);
    const { contactId, rows, nextCursor } = await withReadPlace(
      context,
      readerOf(request, reply),
      (bounded) => readContactHistory(bounded, session, address, request.query),
    );
    countRows(request, rows.length);
    const page = { history: rows.map(membershipChangeToWire), next_cursor: nextCursor };
    return success({ session_id: session.id, contact_id: contactId, ...page });
  });
}
