import type { EngineGroup, EngineParticipant } from '@grabber/contracts/engine/group';
import { MAX_LINE_BYTES, ReadLine } from '@grabber/contracts/engine/reading';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { encodeLine } from '../../src/reading/encode-lines.ts';

const isLine = Compile(ReadLine);
/** The longest text in JSON: six bytes for each character. */
const LONGEST_NAME = '\u0000'.repeat(8_000);

function participant(n: number, name: string | null): EngineParticipant {
  const phone = String(6281200000000 + n);
  return {
    participant_id: `${phone}@s.whatsapp.net`,
    lid: null,
    phone_number: phone,
    name,
    role: 'participant',
  };
}

function groupOf(count: number, name: string | null): EngineGroup {
  return engineGroup({
    participants: Array.from({ length: count }, (_, n) => participant(n, name)),
  });
}

function encode(line: ReadLine): ReadLine[] {
  return [...encodeLine(line)].map((text) => {
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_LINE_BYTES);
    expect(text.indexOf('\n')).toBe(text.length - 1);
    const parsed: unknown = JSON.parse(text);
    expect(isLine.Errors(parsed)).toEqual([]);
    return parsed as ReadLine;
  });
}

describe('a line', () => {
  it('that is short is sent as it is', () => {
    const line: ReadLine = { type: 'groups', groups: [groupOf(3, 'Ana'), groupOf(0, null)] };
    expect(encode(line)).toEqual([line]);
  });

  it.each([
    ['short names', 'Ana', 5_000],
    ['the longest names that the page sends', LONGEST_NAME, 20],
    ['names of many bytes', '😀'.repeat(200), 1_000],
  ])('of contacts is cut into lines that hold all of them: %s', (_, name, count) => {
    const contacts = Array.from({ length: count }, (_, n) =>
      engineContact({ phone: String(6281200000000 + n), name }),
    );
    const lines = encode({ type: 'contacts', contacts });
    expect(lines.length).toBeGreaterThan(1);
    expect(lines.flatMap((line) => (line.type === 'contacts' ? line.contacts : []))).toEqual(
      contacts,
    );
  });

  it('with one contact of the longest fields fits', () => {
    const names = {
      name: LONGEST_NAME,
      address_book_name: LONGEST_NAME,
      short_name: LONGEST_NAME,
      verified_name: LONGEST_NAME,
      push_name: LONGEST_NAME,
      profile_picture: `https://pps.whatsapp.net/${'x'.repeat(2_000)}`,
    };
    expect(encode({ type: 'contacts', contacts: [engineContact(names)] })).toHaveLength(1);
  });

  it('with a large group is split over lines of its own, in the order of the groups', () => {
    const groups = [groupOf(2, 'Ana'), groupOf(4_000, 'Budi'), groupOf(1, 'Citra')];
    const lines = encode({ type: 'groups', groups });
    const kinds = lines.map((line) => line.type);
    expect(kinds.slice(0, 3)).toEqual(['groups', 'groups', 'participants']);
    expect(kinds.at(-1)).toBe('groups');
    const heads = lines.flatMap((line) => (line.type === 'groups' ? line.groups : []));
    const rest = lines.flatMap((line) => (line.type === 'participants' ? line.participants : []));
    expect(heads.map((group) => group.participants.length)).toEqual([2, expect.any(Number), 1]);
    expect([...heads[1]!.participants, ...rest]).toEqual(groups[1]!.participants);
  });
});
