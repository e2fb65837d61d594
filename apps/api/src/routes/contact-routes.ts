import { API_ROUTES } from '@grabber/contracts/api/routes';
import { clientSignal } from '@grabber/service-kit/client-signal';
import type { HttpServer } from '@grabber/service-kit/http-server';
import { ServiceError } from '@grabber/service-kit/service-error';
import type { Context } from '../context.ts';
import { encodeChangeCursor } from '../cursors/change-cursor.ts';
import { changeToWire } from '../mappers/change-to-wire.ts';
import { contactToWire } from '../mappers/contact-to-wire.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { jsonChunks, jsonValue } from '../mappers/json-chunks.ts';
import { membershipToWire } from '../mappers/member-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import { countRows } from '../plugins/audit.ts';
import { warningFields } from '../plugins/ignore-parameters.ts';
import { shareOf } from '../use-cases/access/access.ts';
import { withReadPlace } from '../use-cases/access/with-read-place.ts';
import { deleteContact, deleteContacts } from '../use-cases/contacts/delete-contacts.ts';
import { readAddressBook, readLabels } from '../use-cases/contacts/read-address-book.ts';
import { readContactChanges } from '../use-cases/contacts/read-contact-changes.ts';
import { readContactAnchors, readContactPage } from '../use-cases/contacts/read-contact-page.ts';
import { requireContact } from '../use-cases/contacts/require-contact.ts';
import { withStreamSlot } from '../use-cases/exports/with-stream-slot.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { sendJson } from './answers/send-json.ts';
import { readerOf } from './reader-of.ts';

/** The stored address book: the whole list, single contacts and the changes. */
export function contactRoutes(app: HttpServer, context: Context): void {
  addressBookRoutes(app, context);
  singleContactRoutes(app, context);
  changeRoutes(app, context);
}

function addressBookRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.listContacts, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const { limit, cursor, sort = 'stored', total, ...filters } = request.query;
    if (limit !== undefined) {
      const query = { ...request.query, limit };
      const isCostly = total === true || Object.keys(filters).length > 0;
      const reader = { ...readerOf(request, reply), isCostly };
      const page = await withReadPlace(context, reader, (bounded) =>
        readContactPage(bounded, session, query, languageOf(request)),
      );
      countRows(request, page.contacts.length);
      const list = { contacts: page.contacts, next_cursor: page.nextCursor };
      const counted = page.total === null ? {} : { total: page.total };
      return success({ session_id: session.id, ...list, ...counted });
    }
    if (cursor !== undefined) throw needsLimit('cursor');
    if (sort !== 'stored') throw needsLimit('sort');
    if (total === true) throw needsLimit('total');
    const signal = clientSignal(reply);
    const onRows = (count: number) => countRows(request, count);
    const options = { language: languageOf(request), signal, onRows };
    const items = readAddressBook(context, session, filters, options);
    const fields = { session_id: jsonValue(session.id), contacts: { items } };
    const chunks = jsonChunks({
      success: jsonValue(true),
      data: { fields },
      ...warningFields(request),
    });
    const slot = { semaphore: context.streams, share: shareOf(request.access) };
    return sendJson(reply, withStreamSlot(slot, chunks));
  });

  addRoute(app, API_ROUTES.listAnchors, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const reader = { ...readerOf(request, reply), isCostly: true };
    const found = await withReadPlace(context, reader, (bounded) =>
      readContactAnchors(bounded, session, request.query),
    );
    return success({ session_id: session.id, ...found });
  });

  addRoute(app, API_ROUTES.listLabels, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const reader = { ...readerOf(request, reply), isCostly: true };
    const labels = await withReadPlace(context, reader, (bounded) => readLabels(bounded, session));
    return success({ session_id: session.id, labels });
  });

  addRoute(app, API_ROUTES.deleteContacts, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const deleted_count = await deleteContacts(context, session);
    countRows(request, deleted_count);
    const message = doneMessage('contactsDeleted', languageOf(request));
    return successWithMessage(message, { session_id: session.id, deleted_count });
  });
}

/** Without a limit the whole list is streamed in storing order, so these parameters have no meaning. */
function needsLimit(parameter: string): ServiceError {
  const message = {
    en: `is needed with ${parameter}`,
    id: `wajib dikirim bersama ${parameter}`,
  };
  const details = [{ path: 'query.limit', message }];
  return new ServiceError('VALIDATION_FAILED', `${parameter} needs a limit.`, { details });
}

function singleContactRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.getContact, async (request) => {
    const { id, contactId } = request.params;
    const session = await requireSession(context, request.access, id);
    const { contact, groups } = await requireContact(context, session, contactId);
    countRows(request, 1);
    return success({
      session_id: session.id,
      contact: contactToWire(contact, languageOf(request)),
      groups: groups.map(membershipToWire),
    });
  });

  addRoute(app, API_ROUTES.deleteContact, async (request) => {
    const { id, contactId } = request.params;
    const session = await requireSession(context, request.access, id);
    await deleteContact(context, session, contactId);
    countRows(request, 1);
    const message = doneMessage('contactDeleted', languageOf(request));
    return successWithMessage(message, { session_id: session.id, deleted_count: 1 });
  });
}

function changeRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.listChanges, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const language = languageOf(request);
    const { changes, next, has_more } = await withReadPlace(
      context,
      readerOf(request, reply),
      (bounded) => readContactChanges(bounded, session, request.query),
    );
    countRows(request, changes.length);
    return success({
      session_id: session.id,
      changes: changes.map((change) => changeToWire(change, language)),
      next_cursor: encodeChangeCursor(next),
      has_more,
    });
  });
}
