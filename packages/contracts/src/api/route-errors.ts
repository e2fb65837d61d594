import type { ErrorCode } from '../error-codes.ts';
import type { RouteContract } from '../route.ts';
import type { API_ROUTES } from './routes.ts';

type Codes = readonly ErrorCode[];

/** Before a route is known: of HTTP itself. */
export const CONNECTION_ERRORS: Codes = ['HEADERS_TOO_LARGE', 'REQUEST_TIMEOUT', 'ROUTE_NOT_FOUND'];

/** Of every route behind a key. */
export const COMMON_ERRORS: Codes = [
  'UNAUTHORIZED',
  'FORBIDDEN',
  'ADDRESS_NOT_ALLOWED',
  'CROSS_ORIGIN',
  'VALIDATION_FAILED',
  'RATE_LIMITED',
  'DATABASE_UNAVAILABLE',
  'DATABASE_READ_ONLY',
  'DATABASE_FULL',
  'SHUTTING_DOWN',
  'INTERNAL_ERROR',
];

const BODY: Codes = ['PAYLOAD_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'];
/** Of every POST that is sent with an Idempotency-Key. */
export const IDEMPOTENCY: Codes = [
  'IDEMPOTENCY_KEY_IN_USE',
  'IDEMPOTENCY_KEY_REUSED',
  'ALREADY_DONE',
];
/** Of every call to the engine. */
const ENGINE: Codes = [
  'ENGINE_UNREACHABLE',
  'ENGINE_TIMEOUT',
  'ENGINE_FAULT',
  'ENGINE_RESPONSE_INVALID',
  'ENGINE_REJECTED_SECRET',
  'SESSION_MOVING',
  'SESSION_WAITS_FOR_ENGINE',
];
/** Of a start that fetches the profile of the session from the store. */
const RESTORE: Codes = [
  'BUNDLE_NOT_FOUND',
  'BUNDLE_TOO_OLD',
  'BUNDLE_KEY_UNKNOWN',
  'BUNDLE_DAMAGED',
  'PROFILE_STORE_UNAVAILABLE',
];
const ENGINE_START: Codes = [
  'ENGINE_FULL',
  'PROFILE_IN_USE',
  'BROWSER_FAILED',
  'PROXY_AUTH_FAILED',
  ...RESTORE,
  ...ENGINE,
];
const ENGINE_LOGOUT: Codes = [
  'WHATSAPP_BUDGET_SPENT',
  'LOGOUT_FAILED',
  'ENGINE_FULL',
  'PROFILE_IN_USE',
  ...RESTORE,
  ...ENGINE,
];
const GRAB: Codes = [
  'SESSION_NOT_CONNECTED',
  'SESSION_ASLEEP',
  'WHATSAPP_BUDGET_SPENT',
  'ACCOUNT_CHANGED',
  'GRAB_RUNNING',
  'GRAB_CANCELLED',
  'GRAB_INTERRUPTED',
  'READ_TIMEOUT',
  'READ_FAILED',
  'READ_ABORTED',
  'WHATSAPP_WEB_CHANGED',
  'WHATSAPP_REFUSED',
  'REFRESH_TOO_SOON',
  'BROWSER_CRASHED',
  'PAGE_UNRESPONSIVE',
  'ENGINE_FULL',
  'ENGINE_STREAM_TRUNCATED',
  ...RESTORE,
  ...ENGINE,
];

const PAIRING: Codes = [
  'WHATSAPP_BUDGET_SPENT',
  'PHONE_NUMBER_INVALID',
  'PAIRING_NOT_AVAILABLE',
  'PAIRING_RATE_LIMITED',
  'PAIRING_FAILED',
  'PAGE_UNRESPONSIVE',
  ...ENGINE,
];

const MATCHING: Codes = ['COUNT_CHANGED', 'GRAB_RUNNING'];

/** What a route can answer beyond COMMON_ERRORS, and beyond what every body can be refused for. */
const OWN_ERRORS: Readonly<Partial<Record<keyof typeof API_ROUTES, Codes>>> = {
  createSession: ['SESSION_EXISTS', 'WORKSPACE_NOT_FOUND', 'WORKSPACE_FULL', ...ENGINE_START],
  updateSession: ['SESSION_EXISTS'],
  deleteSession: ['GRAB_RUNNING', ...ENGINE_LOGOUT],
  startSession: ['WHATSAPP_BUDGET_SPENT', ...ENGINE_START],
  stopSession: ENGINE,
  wakeSession: ['WHATSAPP_BUDGET_SPENT', ...ENGINE_START],
  restartSession: ['WHATSAPP_BUDGET_SPENT', ...ENGINE_START],
  logoutSession: ['LOGOUT_NOT_CONFIRMED', ...ENGINE_LOGOUT],
  getSessionQr: ['QR_NOT_AVAILABLE', ...ENGINE],
  requestPairingCode: PAIRING,
  grabGroups: GRAB,
  grabGroupsPost: GRAB,
  grabContacts: GRAB,
  grabContactsPost: GRAB,
  grabAll: GRAB,
  grabAllPost: GRAB,
  createGrab: ['GRAB_RUNNING'],
  getGrab: ['GRAB_NOT_FOUND'],
  cancelGrab: ['GRAB_NOT_FOUND'],
  createSchedule: ['TOO_MANY_SCHEDULES'],
  getSchedule: ['SCHEDULE_NOT_FOUND'],
  updateSchedule: ['SCHEDULE_NOT_FOUND'],
  deleteSchedule: ['SCHEDULE_NOT_FOUND'],
  deleteContacts: ['GRAB_RUNNING'],
  listChanges: ['CONTACT_NOT_FOUND', 'CHANGE_CURSOR_INVALID', 'CHANGE_CURSOR_EXPIRED'],
  listAllGrabs: ['SESSION_NOT_FOUND', 'WORKSPACE_NOT_FOUND'],
  listAllContacts: ['WORKSPACE_NOT_FOUND'],
  listAllAnchors: ['WORKSPACE_NOT_FOUND'],
  listAllGroups: ['WORKSPACE_NOT_FOUND'],
  listAllChanges: ['WORKSPACE_NOT_FOUND', 'CHANGE_CURSOR_INVALID', 'CHANGE_CURSOR_EXPIRED'],
  exportAllContacts: ['WORKSPACE_NOT_FOUND'],
  getContact: ['CONTACT_NOT_FOUND'],
  deleteContact: ['CONTACT_NOT_FOUND', 'GRAB_RUNNING'],
  changeContact: ['CONTACT_NOT_FOUND', 'GRAB_RUNNING'],
  changeTags: ['GRAB_RUNNING'],
  deleteMatching: MATCHING,
  deleteAllMatching: ['WORKSPACE_NOT_FOUND', ...MATCHING],
  excludeMatching: MATCHING,
  excludeAllMatching: ['WORKSPACE_NOT_FOUND', ...MATCHING],
  getWorkspaceSettings: ['WORKSPACE_NOT_FOUND'],
  changeWorkspaceSettings: ['WORKSPACE_NOT_FOUND'],
  listParticipants: ['GROUP_NOT_FOUND'],
  listPastParticipants: ['GROUP_NOT_FOUND'],
  exportParticipants: ['GROUP_NOT_FOUND'],
  getGroupHistory: ['GROUP_NOT_FOUND'],
  getContactHistory: ['CONTACT_NOT_FOUND'],
  listMembershipChanges: ['CHANGE_CURSOR_INVALID'],
  createKey: ['WORKSPACE_NOT_FOUND', 'WORKSPACE_FULL'],
  rotateKey: ['KEY_NOT_FOUND'],
  revokeKey: ['KEY_NOT_FOUND'],
  erasePerson: ['WORKSPACE_NOT_FOUND', 'PERSON_NOT_FOUND', 'GRAB_RUNNING'],
  exportPerson: ['WORKSPACE_NOT_FOUND', 'PERSON_NOT_FOUND'],
  listExclusions: ['WORKSPACE_NOT_FOUND'],
  deleteExclusion: ['EXCLUSION_NOT_FOUND'],
  createWebhook: ['WORKSPACE_NOT_FOUND', 'WORKSPACE_FULL'],
  listWebhooks: ['WORKSPACE_NOT_FOUND'],
  getWebhook: ['WEBHOOK_NOT_FOUND'],
  updateWebhook: ['WEBHOOK_NOT_FOUND'],
  deleteWebhook: ['WEBHOOK_NOT_FOUND'],
  rotateWebhookSecret: ['WEBHOOK_NOT_FOUND'],
  testWebhook: ['WEBHOOK_NOT_FOUND'],
  replayWebhook: ['WEBHOOK_NOT_FOUND'],
  listWebhookDeliveries: ['WEBHOOK_NOT_FOUND'],
  replayWebhookDelivery: ['WEBHOOK_NOT_FOUND', 'DELIVERY_NOT_FOUND'],
  signIn: ['SIGN_IN_LINK_INVALID'],
  createWorkspace: ['WORKSPACE_EXISTS'],
  deleteWorkspaceContacts: ['WORKSPACE_NOT_FOUND', 'GRAB_RUNNING'],
};

/** The codes that only this route and few others answer: what its documentation lists. */
export function furtherErrorsOf(route: RouteContract): Codes {
  const own = OWN_ERRORS[route.id as keyof typeof API_ROUTES] ?? [];
  return route.body ? [...own, ...BODY] : own;
}

/** Every code that a route can answer. */
export function errorsOf(route: RouteContract): Codes {
  const ofSession: Codes = route.path.startsWith('/api/sessions/:id') ? ['SESSION_NOT_FOUND'] : [];
  // Of each POST with an Idempotency-Key.
  const ofKeys = route.method === 'POST' && route.access !== 'open' ? IDEMPOTENCY : [];
  // A body can come where none is read.
  const ofBody = route.method === 'GET' ? [] : BODY;
  const own = furtherErrorsOf(route);
  return [
    ...new Set([
      ...CONNECTION_ERRORS,
      ...COMMON_ERRORS,
      ...ofSession,
      ...ofKeys,
      ...ofBody,
      ...own,
    ]),
  ];
}
