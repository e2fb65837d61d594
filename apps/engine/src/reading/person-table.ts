import type { EngineParticipant, ParticipantRole } from '@grabber/contracts/engine/group';
import type { PersonTuple } from './account-reader.ts';
import { lidJid, personJid } from './jids.ts';

/** By the number that page/read-groups.js packs with a member. */
const ROLES: readonly ParticipantRole[] = ['participant', 'admin', 'superadmin'];
export const ROLE_FACTOR = 4;

/** The persons of one read, so that each is sent once however many groups list them. */
export type PersonTable = {
  add(tuple: PersonTuple): void;
  idOf(index: number): string;
  participant(packed: number): EngineParticipant;
};

export function createPersonTable(): PersonTable {
  const persons: EngineParticipant[] = [];
  const personAt = (index: number): EngineParticipant => {
    const person = persons[index];
    if (!person) throw new Error('The page referred to a person whom it had not sent');
    return person;
  };
  return {
    add([index, phone, lid, name]) {
      persons[index] = {
        participant_id: personJid(phone, lid),
        lid: lid === null ? null : lidJid(lid),
        phone_number: phone,
        name,
        role: 'participant',
      };
    },
    idOf: (index) => personAt(index).participant_id,
    participant(packed) {
      const person = personAt(Math.floor(packed / ROLE_FACTOR));
      const role = ROLES[packed % ROLE_FACTOR] ?? 'participant';
      // Most have no role: their groups share one object.
      if (role === 'participant') return person;
      const { participant_id, lid, phone_number, name } = person;
      return { participant_id, lid, phone_number, name, role };
    },
  };
}
