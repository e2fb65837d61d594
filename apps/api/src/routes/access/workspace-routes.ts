import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../../context.ts';
import { workspaceToWire } from '../../mappers/access-to-wire.ts';
import { success, successWithMessage } from '../../mappers/envelope.ts';
import { languageOf } from '../../messages/language.ts';
import { doneMessage } from '../../messages/messages.ts';
import { countRows } from '../../plugins/audit.ts';
import { createWorkspace, listWorkspaces } from '../../use-cases/access/workspaces.ts';
import { deleteWorkspaceContacts } from '../../use-cases/contacts/delete-contacts.ts';
import { addRoute } from '../add-route.ts';

export function workspaceRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.createWorkspace, async (request, reply) => {
    const workspace = await createWorkspace(context, request.body.name);
    const message = doneMessage('workspaceCreated', languageOf(request));
    reply.code(201);
    return successWithMessage(message, workspaceToWire(workspace));
  });

  addRoute(app, API_ROUTES.listWorkspaces, async () => {
    const workspaces = await listWorkspaces(context);
    return success({ workspaces: workspaces.map(workspaceToWire) });
  });

  addRoute(app, API_ROUTES.deleteWorkspaceContacts, async (request) => {
    const { workspaceId: workspace_id } = request.params;
    const deleted_count = await deleteWorkspaceContacts(context, request.access, workspace_id);
    countRows(request, deleted_count);
    const message = doneMessage('contactsDeleted', languageOf(request));
    return successWithMessage(message, { workspace_id, deleted_count });
  });
}
