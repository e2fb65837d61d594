import { expect, vi } from 'vitest';
import { type Answer, request } from './request.ts';
import type { TestApi } from './test-api.ts';

type Body = {
  readonly kind: 'groups' | 'contacts' | 'all';
  readonly refresh?: boolean;
  readonly confirm_removals?: boolean;
};

/** Queues a grab; it need not be a new one. */
export function queueGrab(
  api: TestApi,
  sessionId: string,
  body: Body = { kind: 'all' },
): Promise<Answer> {
  return request(api, `/api/sessions/${sessionId}/grabs`, { method: 'POST', body });
}

export function grabPath({ body }: Answer): string {
  return `/api/sessions/${body.data.session_id}/grabs/${body.data.grab_id}`;
}

/** Resolves with the grab's record when it is in that state. */
export async function grabInState(
  api: TestApi,
  queued: Answer,
  state: string,
  // biome-ignore lint/suspicious/noExplicitAny: as Answer's body
): Promise<any> {
  return vi.waitFor(async () => {
    const { body } = await request(api, grabPath(queued));
    expect(body.data).toMatchObject({ state });
    return body.data;
  });
}

/** How often the engine was asked to read that session. */
export function readsOf({ engine }: TestApi, sessionId: string): number {
  return engine.calls.filter(
    (call) => call.sessionId === sessionId && call.route.startsWith('read'),
  ).length;
}

/** Contact ids of what is stored. */
export async function storedIds(api: TestApi, sessionId: string): Promise<string[]> {
  const { body } = await request(api, `/api/sessions/${sessionId}/contacts`);
  return body.data.contacts.map(({ contact_id }: { contact_id: string }) => contact_id).sort();
}
