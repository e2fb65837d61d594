import { buildPath, type RouteContract } from '@grabber/contracts/route';
import fc from 'fast-check';
import { arbitraryOf } from './arbitrary-of.ts';
import { sampleParams } from './sample-params.ts';

const SEED = 1;

/** Method, path and a body that the route's contract admits, for the given session or key. */
export function sampleRequest(
  route: RouteContract,
  id: string,
): { path: string; method: string; body?: unknown } {
  const { method, body } = route;
  const path = buildPath(route, sampleParams(id));
  if (!body) return { path, method };
  const [sample] = fc.sample(arbitraryOf(body), { numRuns: 1, seed: SEED });
  return { path, method, body: withoutWorkspace(sample) };
}

/** A workspace of a random name would be what is not found. */
function withoutWorkspace(body: unknown): unknown {
  const { workspace: _, ...rest } = body as { workspace?: string };
  return rest;
}
