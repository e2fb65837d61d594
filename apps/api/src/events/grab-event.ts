import type { ApiGrabEvent } from '@grabber/contracts/api/event';
import type { GrabRow } from '@grabber/database/grab-row';

/** A grab without its lists: who wants those asks for the grab. */
export function grabEvent(grab: GrabRow): ApiGrabEvent {
  return {
    type: 'grab',
    grab_id: grab.id,
    session_id: grab.session_id,
    kind: grab.kind,
    state: grab.state,
    complete: grab.complete,
    total_groups: grab.total_groups,
    total_contacts: grab.total_contacts,
    total_participants: grab.total_participants,
    saved_count: grab.saved_count,
    updated_count: grab.updated_count,
    unchanged_count: grab.unchanged_count,
    removed_count: grab.removed_count,
    failed_count: grab.failed_count,
    error: grab.error,
  };
}
