import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { deliveryToWire, webhookToWire } from '../mappers/webhook-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import {
  createWebhook,
  deleteWebhook,
  listWebhooks,
  replayWebhook,
  requireWebhook,
  rotateWebhookSecret,
  updateWebhook,
  type WithSecret,
} from '../use-cases/webhooks/manage-webhooks.ts';
import {
  readDeliveriesPage,
  replayDelivery,
  sendTest,
} from '../use-cases/webhooks/webhook-deliveries.ts';
import { eventId } from '../webhooks/webhook-message.ts';
import { addRoute } from './add-route.ts';

export function webhookRoutes(app: HttpServer, context: Context): void {
  const { clock } = context;
  const withSecret = ({ webhook, secret }: WithSecret) => ({
    ...webhookToWire(webhook, clock()),
    secret,
  });

  addRoute(app, API_ROUTES.createWebhook, async (request, reply) => {
    const created = await createWebhook(context, request.access, request.body);
    reply.code(201);
    const message = doneMessage('webhookCreated', languageOf(request));
    return successWithMessage(message, withSecret(created));
  });

  addRoute(app, API_ROUTES.listWebhooks, async (request) => {
    const rows = await listWebhooks(context, request.access, request.query.workspace);
    return success({ webhooks: rows.map((row) => webhookToWire(row, clock())) });
  });

  addRoute(app, API_ROUTES.getWebhook, async (request) => {
    const webhook = await requireWebhook(context, request.access, request.params.webhookId);
    return success(webhookToWire(webhook, clock()));
  });

  addRoute(app, API_ROUTES.updateWebhook, async (request) => {
    const { webhookId } = request.params;
    const webhook = await updateWebhook(context, request.access, webhookId, request.body);
    const message = doneMessage('webhookChanged', languageOf(request));
    return successWithMessage(message, webhookToWire(webhook, clock()));
  });

  addRoute(app, API_ROUTES.deleteWebhook, async (request) => {
    const { webhookId: webhook_id } = request.params;
    await deleteWebhook(context, request.access, webhook_id);
    const message = doneMessage('webhookDeleted', languageOf(request));
    return successWithMessage(message, { webhook_id });
  });

  addRoute(app, API_ROUTES.rotateWebhookSecret, async (request) => {
    const { webhookId } = request.params;
    const rotated = await rotateWebhookSecret(context, request.access, webhookId, request.body);
    const message = doneMessage('webhookSecretRotated', languageOf(request));
    return successWithMessage(message, withSecret(rotated));
  });

  deliveryRoutes(app, context);
}

function deliveryRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.testWebhook, async (request) => {
    const sent = await sendTest(context, request.access, request.params.webhookId);
    return success(deliveryToWire(sent));
  });

  addRoute(app, API_ROUTES.replayWebhook, async (request) => {
    const { webhookId } = request.params;
    const { id, after } = await replayWebhook(context, request.access, webhookId, request.body);
    const message = doneMessage('webhookReplayed', languageOf(request));
    return successWithMessage(message, { webhook_id: id, after: eventId(after) });
  });

  addRoute(app, API_ROUTES.listWebhookDeliveries, async (request) => {
    const { params, query, access } = request;
    const { rows, nextCursor } = await readDeliveriesPage(context, access, params.webhookId, query);
    return success({ deliveries: rows.map(deliveryToWire), next_cursor: nextCursor });
  });

  addRoute(app, API_ROUTES.replayWebhookDelivery, async (request) => {
    const { webhookId, deliveryId } = request.params;
    const sent = await replayDelivery(context, request.access, webhookId, deliveryId);
    return success(deliveryToWire(sent));
  });
}
