import { API_ACCESS_ROUTES } from './access-routes.ts';
import { API_ADDRESS_BOOK_ROUTES } from './address-book-routes.ts';
import { API_CONTACT_ROUTES } from './contact-routes.ts';
import { API_EVENT_ROUTES } from './event-routes.ts';
import { API_EXPORT_ROUTES } from './export-routes.ts';
import { API_GRAB_ROUTES } from './grab-routes.ts';
import { API_SERVICE_ROUTES } from './service-routes.ts';
import { API_SESSION_ROUTES } from './session-routes.ts';

/** The API's whole HTTP surface. */
export const API_ROUTES = {
  ...API_SESSION_ROUTES,
  ...API_ADDRESS_BOOK_ROUTES,
  ...API_GRAB_ROUTES,
  ...API_CONTACT_ROUTES,
  ...API_EXPORT_ROUTES,
  ...API_ACCESS_ROUTES,
  ...API_EVENT_ROUTES,
  ...API_SERVICE_ROUTES,
} as const;
