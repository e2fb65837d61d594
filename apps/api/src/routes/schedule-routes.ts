import { API_ROUTES } from '@grabber/contracts/api/routes';
import type { HttpServer } from '@grabber/service-kit/http-server';
import type { Context } from '../context.ts';
import { success, successWithMessage } from '../mappers/envelope.ts';
import { scheduleToWire } from '../mappers/schedule-to-wire.ts';
import { languageOf } from '../messages/language.ts';
import { doneMessage } from '../messages/messages.ts';
import {
  createSchedule,
  deleteSchedule,
  listSchedules,
  requireSchedule,
  updateSchedule,
} from '../use-cases/schedules/schedules.ts';
import { requireSession } from '../use-cases/sessions/require-session.ts';
import { addRoute } from './add-route.ts';
import { locationOf } from './answers/location.ts';

export function scheduleRoutes(app: HttpServer, context: Context): void {
  addRoute(app, API_ROUTES.createSchedule, async (request, reply) => {
    const session = await requireSession(context, request.access, request.params.id);
    const schedule = await createSchedule(context, session, request.body);
    const path = `/api/sessions/${session.id}/schedules/${schedule.id}`;
    reply.code(201).header('location', locationOf(request, path, context.publicUrl));
    const message = doneMessage('scheduleCreated', languageOf(request));
    return successWithMessage(message, scheduleToWire(schedule));
  });

  addRoute(app, API_ROUTES.listSchedules, async (request) => {
    const session = await requireSession(context, request.access, request.params.id);
    const rows = await listSchedules(context, session);
    return success({ session_id: session.id, schedules: rows.map(scheduleToWire) });
  });

  addRoute(app, API_ROUTES.getSchedule, async (request) => {
    const { id, scheduleId } = request.params;
    const session = await requireSession(context, request.access, id);
    return success(scheduleToWire(await requireSchedule(context, session, scheduleId)));
  });

  addRoute(app, API_ROUTES.updateSchedule, async (request) => {
    const { id, scheduleId } = request.params;
    const session = await requireSession(context, request.access, id);
    const schedule = await updateSchedule(context, session, scheduleId, request.body);
    const message = doneMessage('scheduleChanged', languageOf(request));
    return successWithMessage(message, scheduleToWire(schedule));
  });

  addRoute(app, API_ROUTES.deleteSchedule, async (request) => {
    const { id, scheduleId } = request.params;
    const session = await requireSession(context, request.access, id);
    const schedule_id = await deleteSchedule(context, session, scheduleId);
    const message = doneMessage('scheduleDeleted', languageOf(request));
    return successWithMessage(message, { schedule_id });
  });
}
