import type { ApiGrabEvent } from '@grabber/contracts/api/event';
import type { GrabRow } from '@grabber/database/grabs/grab-row';
import { grabCounters } from '../mappers/grab-record-to-wire.ts';

/** A grab without its lists: who wants those asks for the grab. */
export function grabEvent(grab: GrabRow): ApiGrabEvent {
  return {
    type: 'grab',
    grab_id: grab.id,
    session_id: grab.session_id,
    kind: grab.kind,
    state: grab.state,
    complete: grab.complete,
    ...grabCounters(grab),
    error: grab.error,
  };
}
