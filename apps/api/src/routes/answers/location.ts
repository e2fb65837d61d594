import type { FastifyRequest } from 'fastify';

/**
 * The value of Location for a path of the API. Without PUBLIC_URL it is relative to the request, because a proxy may
 * serve the API below a prefix that the API does not see.
 */
export function locationOf(
  { raw }: Pick<FastifyRequest, 'raw'>,
  path: string,
  publicUrl: string | null,
): string {
  if (publicUrl !== null) return `${publicUrl}${path}`;
  const [asked = ''] = (raw.url ?? '').split('?');
  const depth = asked.split('/').length - 2;
  return `${'../'.repeat(depth)}${path.slice(1)}`;
}
