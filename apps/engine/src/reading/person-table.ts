import type { EngineParticipant, EnginePastParticipant } from '@grabber/contracts/engine/group';
import type { PersonTuple } from './account-reader.ts';
import { LEAVE_REASONS, ROLE_FACTOR, ROLES } from './flags-and-roles.ts';
import { lidJid, personJid } from './jids.ts';
import { timestampOrNull } from './timestamps.ts';

/** The persons of one read, so that each is sent once however many groups list them. */
export type PersonTable = {
  add(tuple: PersonTuple): void;
  idOf(index: number): string;
  /** The members of a group, as the page packs them, with their times of joining by person. */
  participants(packed: readonly number[], joinTimes?: JoinTimes): EngineParticipant[];
  /** Those who have left a group, as the page packs them. Those without a valid time are left out. */
  departures(packed: readonly number[]): EnginePastParticipant[];
};

type JoinTimes = ReadonlyMap<number, string>;

/** By the person's index, as ISO 8601; without those that are no time. */
export function joinTimesOf(packed: readonly number[]): JoinTimes {
  const times = new Map<number, string>();
  for (let at = 0; at < packed.length; at += 2) {
    const time = timestampOrNull(packed[at + 1] ?? null);
    if (time !== null) times.set(packed[at] as number, time);
  }
  return times;
}

const DEPARTURE_PARTS = 3;
type Departure = [index: number, seconds: number, reason: number];

export function createPersonTable(): PersonTable {
  const persons: EngineParticipant[] = [];
  const personAt = (index: number): EngineParticipant => {
    const person = persons[index];
    // A comparison with undefined does not load the person from memory.
    if (person === undefined) throw new Error('The page referred to a person that it had not sent');
    return person;
  };
  const participant = (packed: number): EngineParticipant => {
    const person = personAt(Math.floor(packed / ROLE_FACTOR));
    const role = ROLES[packed % ROLE_FACTOR] ?? 'participant';
    // Most members have no role: their groups share one object.
    return role === 'participant' ? person : { ...person, role };
  };
  return {
    add([index, phone, lid, name, masked_number]) {
      persons[index] = {
        participant_id: personJid(phone, lid),
        lid: lid === null ? null : lidJid(lid),
        phone_number: phone,
        name,
        role: 'participant',
        ...(masked_number !== null && { masked_number }),
      };
    },
    idOf: (index) => personAt(index).participant_id,
    participants(packed, joinTimes) {
      // A loop: map() would load each person from memory to check the kind of its value.
      const listed: EngineParticipant[] = [];
      for (const member of packed) {
        const joined_at = joinTimes?.get(Math.floor(member / ROLE_FACTOR));
        const one = participant(member);
        listed.push(joined_at === undefined ? one : { ...one, joined_at });
      }
      return listed;
    },
    departures(packed) {
      const listed: EnginePastParticipant[] = [];
      for (let at = 0; at < packed.length; at += DEPARTURE_PARTS) {
        const [index, seconds, reason] = packed.slice(at, at + DEPARTURE_PARTS) as Departure;
        const left_at = timestampOrNull(seconds);
        if (left_at === null) continue;
        const { role: _, ...person } = personAt(index);
        listed.push({ ...person, left_at, reason: LEAVE_REASONS[reason] ?? null });
      }
      return listed;
    },
  };
}
