import { ServiceError } from '@grabber/service-kit/service-error';
import { sanitiseName } from '../mappers/sanitise-text.ts';

/** A name from a request's body as it is stored. Throws VALIDATION_FAILED when nothing is left of it. */
export function requireName(text: string): string {
  const name = sanitiseName(text);
  if (name !== null) return name;
  const details = [{ path: 'body.name', message: 'must hold a printable character' }];
  throw new ServiceError('VALIDATION_FAILED', 'The name is not valid.', { details });
}
