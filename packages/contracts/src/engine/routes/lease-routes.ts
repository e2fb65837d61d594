import { defineRoute } from '../../route.ts';
import {
  DropProfileQuery,
  EngineIdentity,
  RemovedFrom,
  RenewedLeases,
  RenewLeasesBody,
} from '../lease.ts';
import { EngineSessionParams } from '../session.ts';

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
  dropProfile: defineRoute({
    id: 'dropProfile',
    method: 'DELETE',
    path: '/sessions/:id/profile',
    access: 'secret',
    summary:
      'Removes a profile that is not used here any more, without its browser. Its stored copies stay.',
    params: EngineSessionParams,
    query: DropProfileQuery,
    responses: { 200: RemovedFrom },
  }),
  forgetBundles: defineRoute({
    id: 'forgetBundles',
    method: 'DELETE',
    path: '/bundles/:id',
    access: 'secret',
    summary: 'Removes the stored copies of a session that was deleted.',
    params: EngineSessionParams,
    responses: { 200: RemovedFrom },
  }),
} as const;
