import type { ErrorCode } from '@grabber/contracts/error-codes';
import { isServiceError } from '@grabber/service-kit/service-error';
import type { FastifyRequest } from 'fastify';
import type { LookUps } from '../use-cases/access/find-access.ts';
import type { Failures } from './limit-rate.ts';
import { createProvenKeys } from './proven-keys.ts';

/** What counts as a failure of an address. */
const COUNTED: ReadonlySet<ErrorCode> = new Set([
  'UNAUTHORIZED',
  'ADDRESS_NOT_ALLOWED',
  'SIGN_IN_LINK_INVALID',
]);

/** Looks something up for a request that must prove itself. */
export type Attempt = <T>(
  request: FastifyRequest,
  lookUp: (lookUps: LookUps) => Promise<T>,
) => Promise<T>;

/**
 * Counts the failures of each address. Above the limit only what was valid lately is looked up. Throws RATE_LIMITED, and
 * what the look-up throws.
 */
export function countAttempts(failures: Failures): Attempt {
  const proven = createProvenKeys();
  return async (request, lookUp) => {
    try {
      return await lookUp({
        before: (hash) => {
          if (!proven.has(hash)) failures.check(request);
        },
        onValid: proven.note,
      });
    } catch (error) {
      if (isServiceError(error) && COUNTED.has(error.code)) await failures.count(request);
      throw error;
    }
  };
}
