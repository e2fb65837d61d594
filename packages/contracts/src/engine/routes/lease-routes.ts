import { defineRoute } from '../../route.ts';
import { EngineIdentity, RenewedLeases, RenewLeasesBody } from '../lease.ts';

/** What the API asks and tells each of several engines, so that a session runs on one of them. */
export const ENGINE_LEASE_ROUTES = {
  identity: defineRoute({
    id: 'identity',
    method: 'GET',
    path: '/identity',
    access: 'secret',
    summary: 'Answers which engine this is, its room, and the sessions and leases it holds.',
    responses: { 200: EngineIdentity },
  }),
  renewLeases: defineRoute({
    id: 'renewLeases',
    method: 'POST',
    path: '/leases',
    access: 'secret',
    summary: 'Extends leases that the engine holds. It closes the browser of a lease that ends.',
    body: RenewLeasesBody,
    responses: { 200: RenewedLeases },
  }),
} as const;
