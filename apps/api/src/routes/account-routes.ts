import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { accountChangeToWire } from '../mappers/account-to-wire.ts';
import { success } from '../mappers/envelope.ts';
import { languageOf } from '../messages/language.ts';
import { countRows } from '../plugins/audit.ts';
import { withReadPlace } from '../use-cases/access/with-read-place.ts';
import { exportAllContacts } from '../use-cases/accounts/export-all-contacts.ts';
import { readAccountChanges } from '../use-cases/accounts/read-account-changes.ts';
import {
  readAllGroupsPage,
  readPersonsAnchors,
  readPersonsPage,
} from '../use-cases/accounts/read-account-pages.ts';
import { visibleSessions } from '../use-cases/accounts/visible-sessions.ts';
import { addRoute } from './add-route.ts';
import { callerOf, sendFile } from './answers/send-file.ts';
import { readerOf } from './reader-of.ts';

/** The stored address books of all sessions that the key may see. */
export function accountRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.listAllContacts, async (request, reply) => {
    const { workspace, ...query } = request.query;
    const sessions = await visibleSessions(context, request.access, workspace);
    const { limit, cursor, sort, ...filters } = query;
    const reader = { ...readerOf(request, reply), isCostly: Object.keys(filters).length > 0 };
    const page = await withReadPlace(context, reader, (bounded) =>
      readPersonsPage(bounded, sessions, query, languageOf(request)),
    );
    countRows(request, page.entries.length);
    const counted = page.total === null ? {} : { total: page.total };
    return success({ contacts: page.entries, next_cursor: page.nextCursor, ...counted });
  });

  addRoute(app, API_ROUTES.listAllAnchors, async (request, reply) => {
    const { workspace, ...query } = request.query;
    const sessions = await visibleSessions(context, request.access, workspace);
    const reader = { ...readerOf(request, reply), isCostly: true };
    return success(
      await withReadPlace(context, reader, (bounded) =>
        readPersonsAnchors(bounded, sessions, query),
      ),
    );
  });

  addRoute(app, API_ROUTES.listAllGroups, async (request, reply) => {
    const { workspace, ...query } = request.query;
    const sessions = await visibleSessions(context, request.access, workspace);
    const reader = { ...readerOf(request, reply), isCostly: true };
    const page = await withReadPlace(context, reader, (bounded) =>
      readAllGroupsPage(bounded, sessions, query, languageOf(request)),
    );
    countRows(request, page.entries.length);
    return success({ groups: page.entries, next_cursor: page.nextCursor });
  });

  addRoute(app, API_ROUTES.listAllChanges, async (request, reply) => {
    const { workspace, ...query } = request.query;
    const sessions = await visibleSessions(context, request.access, workspace);
    const page = await withReadPlace(context, readerOf(request, reply), (bounded) =>
      readAccountChanges(bounded, sessions, query),
    );
    countRows(request, page.changes.length);
    return success({
      changes: page.changes.map((change) => accountChangeToWire(change, languageOf(request))),
      removed_sessions: page.removed,
      next_cursor: page.nextCursor,
      has_more: page.has_more,
    });
  });

  addRoute(app, API_ROUTES.exportAllContacts, async (request, reply) => {
    const { workspace, ...query } = request.query;
    const sessions = await visibleSessions(context, request.access, workspace);
    return sendFile(reply, exportAllContacts(context, sessions, query, callerOf(request, reply)));
  });
}
