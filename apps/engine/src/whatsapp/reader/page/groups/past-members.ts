// Runs inside WhatsApp Web. Who has left a group, as far as the page knows.

import { LEAVE_REASONS } from '../../../../reading/flags-and-roles.ts';
import type { Output } from '../output.ts';
import type { Person, Persons } from '../persons.ts';
import type { GroupMetadata, MemberRow } from '../whatsapp-web.ts';
import { integerOrNull } from './group-facts.ts';

type Departure = {
  readonly person: Person;
  /** Seconds since 1970. */
  readonly leftAt: number;
  /** An index into LEAVE_REASONS. */
  readonly reason: number;
};

/** Of one source. The page drops them after 60 days (WAWebApiParticipantStore), and has the last ones first. */
const MAX_DEPARTURES = 1_000;

/**
 * Sends the last departure of each person in the page's memory and in a row of its database. Memory may have
 * those alone who left since the page's start. What cannot be read is left out: nothing depends on it.
 */
export function sendDepartures(
  persons: Persons,
  id: string,
  metadata: GroupMetadata | null,
  row: MemberRow | null | undefined,
  out: Output,
) {
  const found = new Map<Person, Departure>();

  function note(find: () => Person | null, leaveTs: unknown, leaveReason: unknown) {
    const leftAt = integerOrNull(leaveTs);
    const person = leftAt === null ? null : find();
    if (leftAt === null || person === null) return;
    if (leftAt <= (found.get(person)?.leftAt ?? 0)) return;
    found.set(person, { person, leftAt, reason: reasonCode(leaveReason) });
  }

  forEachReadable(
    () => metadata?.pastParticipants?.getModelsArray(),
    ({ id: wid, leaveTs, leaveReason }) => note(() => persons.find(wid), leaveTs, leaveReason),
  );
  forEachReadable(
    () => row?.pastParticipants,
    ({ jid, leaveTs, leaveReason }) => note(() => persons.findText(jid), leaveTs, leaveReason),
  );
  if (found.size === 0) return;
  const packed: number[] = [];
  for (const { person, leftAt, reason } of found.values()) {
    out.person(person);
    packed.push(person.index, leftAt, reason);
  }
  out.past(id, packed);
}

function forEachReadable<Item>(
  list: () => readonly Item[] | null | undefined,
  read: (item: Item) => void,
) {
  try {
    for (const item of (list() ?? []).slice(0, MAX_DEPARTURES)) {
      try {
        read(item);
      } catch {
        // The others may be readable.
      }
    }
  } catch {
    // The other source may have them.
  }
}

/** WAWebLeaveReasonType has the texts `Left` and `Removed`. */
function reasonCode(reason: unknown): number {
  const name = typeof reason === 'string' ? reason.toLowerCase() : '';
  return Math.max(0, LEAVE_REASONS.indexOf(name as 'left'));
}
