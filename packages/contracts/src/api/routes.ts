import { API_ACCOUNT_ROUTES } from './routes/account-routes.ts';
import { API_AUDIT_ROUTES } from './routes/audit-routes.ts';
import { API_BULK_ROUTES } from './routes/bulk-routes.ts';
import { API_CONSOLE_ROUTES } from './routes/console-routes.ts';
import { API_CONTACT_ROUTES } from './routes/contact-routes.ts';
import { API_DOCUMENT_ROUTES } from './routes/document-routes.ts';
import { API_DURABLE_GRAB_ROUTES } from './routes/durable-grab-routes.ts';
import { API_EVENT_ROUTES } from './routes/event-routes.ts';
import { API_EXPORT_ROUTES } from './routes/export-routes.ts';
import { API_GRAB_ROUTES } from './routes/grab-routes.ts';
import { API_GROUP_ROUTES } from './routes/group-routes.ts';
import { API_HEALTH_ROUTES } from './routes/health-routes.ts';
import { API_KEY_ROUTES } from './routes/key-routes.ts';
import { API_LIFECYCLE_ROUTES } from './routes/lifecycle-routes.ts';
import { API_MEMBERSHIP_ROUTES } from './routes/membership-routes.ts';
import { API_OBSERVATION_ROUTES } from './routes/observation-routes.ts';
import { API_OWN_DATA_ROUTES } from './routes/own-data-routes.ts';
import { API_PAIRING_ROUTES } from './routes/pairing-routes.ts';
import { API_PRIVACY_ROUTES } from './routes/privacy-routes.ts';
import { API_SCHEDULE_ROUTES } from './routes/schedule-routes.ts';
import { API_SESSION_ROUTES } from './routes/session-routes.ts';
import { API_WEBHOOK_ROUTES } from './routes/webhook-routes.ts';
import { API_WORKSPACE_ROUTES } from './routes/workspace-routes.ts';

/** All HTTP routes of the API. */
export const API_ROUTES = {
  ...API_SESSION_ROUTES,
  ...API_LIFECYCLE_ROUTES,
  ...API_PAIRING_ROUTES,
  ...API_GRAB_ROUTES,
  ...API_DURABLE_GRAB_ROUTES,
  ...API_SCHEDULE_ROUTES,
  ...API_CONTACT_ROUTES,
  ...API_ACCOUNT_ROUTES,
  ...API_OWN_DATA_ROUTES,
  ...API_BULK_ROUTES,
  ...API_GROUP_ROUTES,
  ...API_MEMBERSHIP_ROUTES,
  ...API_EXPORT_ROUTES,
  ...API_KEY_ROUTES,
  ...API_WORKSPACE_ROUTES,
  ...API_CONSOLE_ROUTES,
  ...API_WEBHOOK_ROUTES,
  ...API_AUDIT_ROUTES,
  ...API_PRIVACY_ROUTES,
  ...API_EVENT_ROUTES,
  ...API_HEALTH_ROUTES,
  ...API_OBSERVATION_ROUTES,
  ...API_DOCUMENT_ROUTES,
} as const;
