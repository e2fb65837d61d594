import type { Schema } from '@grabber/api-client';
import type { ApiGrabEvent } from '@grabber/contracts/api/event';

export type Grab = Schema<'ListedGrab'>;
export type GrabKind = Grab['kind'];
export const GRAB_KINDS = ['all', 'contacts', 'groups'] as const satisfies readonly GrabKind[];

/** What waits or runs now. */
export type RunningGrab = Pick<Grab, 'grab_id' | 'kind'> & {
  readonly isQueued: boolean;
  /** Why its last try failed, while it waits for the next one. */
  readonly failure: Grab['error'];
};

type State = Grab['state'];
const RUNS: readonly State[] = ['queued', 'running'];
const STORED: readonly State[] = ['complete', 'partial'];

/** An event is newer than the list that was asked for before it came. */
export function runningGrab(
  grabs: readonly Grab[],
  event: ApiGrabEvent | undefined,
): RunningGrab | null {
  if (event && RUNS.includes(event.state)) {
    // The list has the language of the page.
    const listed = grabs.find(({ grab_id }) => grab_id === event.grab_id);
    return ofState({ ...event, error: listed?.error ?? event.error });
  }
  const listed = grabs.find(({ state }) => RUNS.includes(state));
  return listed && listed.grab_id !== event?.grab_id ? ofState(listed) : null;
}

function ofState(grab: Pick<Grab, 'grab_id' | 'kind' | 'state' | 'error'>): RunningGrab {
  const { grab_id, kind, state, error } = grab;
  const isQueued = state === 'queued';
  return { grab_id, kind, isQueued, failure: isQueued ? error : null };
}

export function isStored({ state }: Pick<Grab, 'state'>): boolean {
  return STORED.includes(state);
}

/** The newest grab that stored something. */
export function lastStored(grabs: readonly Grab[]): Grab | undefined {
  return grabs.find(isStored);
}

/** The newest grab that has ended, however it ended. */
export function lastEnded(grabs: readonly Grab[]): Grab | undefined {
  return grabs.find(({ state }) => !RUNS.includes(state));
}

/** Rows that were held back: a person can confirm that they are gone. */
export function isHeldBack({ incomplete_reasons }: Pick<Grab, 'incomplete_reasons'>): boolean {
  return incomplete_reasons.some(({ code }) => code === 'REMOVAL_HELD_BACK');
}
