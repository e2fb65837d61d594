import { defineRoute } from '../../route.ts';
import { Success, SuccessWithMessage } from '../envelope.ts';
import {
  CreateScheduleBody,
  DeletedSchedule,
  Schedule,
  ScheduleList,
  ScheduleParams,
  UpdateScheduleBody,
} from '../schedule.ts';
import { SessionParams } from '../session.ts';

/** Grabs at set times. */
export const API_SCHEDULE_ROUTES = {
  createSchedule: defineRoute({
    id: 'createSchedule',
    method: 'POST',
    path: '/api/sessions/:id/schedules',
    access: 'grab',
    summary: 'Queues durable grabs of a session at set times.',
    params: SessionParams,
    body: CreateScheduleBody,
    responses: { 201: SuccessWithMessage(Schedule) },
  }),
  listSchedules: defineRoute({
    id: 'listSchedules',
    method: 'GET',
    path: '/api/sessions/:id/schedules',
    access: 'read',
    summary: 'Lists the schedules of a session.',
    params: SessionParams,
    responses: { 200: Success(ScheduleList) },
  }),
  getSchedule: defineRoute({
    id: 'getSchedule',
    method: 'GET',
    path: '/api/sessions/:id/schedules/:scheduleId',
    access: 'read',
    summary: 'Answers one schedule.',
    params: ScheduleParams,
    responses: { 200: Success(Schedule) },
  }),
  updateSchedule: defineRoute({
    id: 'updateSchedule',
    method: 'PATCH',
    path: '/api/sessions/:id/schedules/:scheduleId',
    access: 'grab',
    summary: 'Changes a schedule.',
    params: ScheduleParams,
    body: UpdateScheduleBody,
    responses: { 200: SuccessWithMessage(Schedule) },
  }),
  deleteSchedule: defineRoute({
    id: 'deleteSchedule',
    method: 'DELETE',
    path: '/api/sessions/:id/schedules/:scheduleId',
    access: 'grab',
    summary: 'Deletes a schedule. Grabs that it has queued go on.',
    params: ScheduleParams,
    responses: { 200: SuccessWithMessage(DeletedSchedule) },
  }),
} as const;
