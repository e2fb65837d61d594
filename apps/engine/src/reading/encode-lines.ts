import type { EngineGroup } from '@grabber/contracts/engine/group';
import { MAX_LINE_BYTES, type StreamLine } from '@grabber/contracts/engine/reading';

/** The NDJSON of the lines, each at most MAX_LINE_BYTES long: long lists continue in further lines. */
export async function* encodeLines(lines: AsyncIterable<StreamLine>): AsyncGenerator<string> {
  for await (const line of lines) yield* encodeLine(line);
}

/** One line of the contract as one or more lines of text, each with its newline. */
export function* encodeLine(line: StreamLine): Generator<string> {
  if (line.type === 'groups') yield* encodeGroups(line.groups);
  else if (line.type === 'participants') {
    yield* encodeList(memberFrame(line.type, line.group_id), line.participants.map(toJson));
  } else if (line.type === 'past_participants') {
    yield* encodeList(memberFrame(line.type, line.group_id), line.past_participants.map(toJson));
  } else if (line.type === 'contacts') {
    yield* encodeList(CONTACTS_FRAME, line.contacts.map(toJson));
  } else yield `${JSON.stringify(line)}\n`;
}

type Frame = { readonly start: string; readonly end: string };

const CONTACTS_FRAME: Frame = { start: '{"type":"contacts","contacts":[', end: ']}\n' };
const GROUPS_FRAME: Frame = { start: '{"type":"groups","groups":[', end: ']}\n' };
/** A group's text ends with its participants, so that they can move to further lines. */
const GROUP_END = ']}';

function memberFrame(type: 'participants' | 'past_participants', groupId: string): Frame {
  const start = `{"type":"${type}","group_id":${JSON.stringify(groupId)},"${type}":[`;
  return { start, end: ']}\n' };
}

function* encodeGroups(groups: readonly EngineGroup[]): Generator<string> {
  let batch: string[] = [];
  for (const group of groups) {
    const text = toJson(group);
    if (Buffer.byteLength(text) <= roomIn(GROUPS_FRAME)) {
      batch.push(text);
      continue;
    }
    yield* encodeList(GROUPS_FRAME, batch);
    batch = [];
    yield* encodeLargeGroup(group);
  }
  yield* encodeList(GROUPS_FRAME, batch);
}

/** The group with as many members as fit into its line, and the rest in further lines. */
function* encodeLargeGroup(group: EngineGroup): Generator<string> {
  const { participants, ...fields } = group;
  const open = toJson({ ...fields, participants: [] }).slice(0, -GROUP_END.length);
  const head: Frame = {
    start: `${GROUPS_FRAME.start}${open}`,
    end: `${GROUP_END}${GROUPS_FRAME.end}`,
  };
  const members = participants.map(toJson);
  const fitting = countFitting(head, members, 0);
  yield `${head.start}${members.slice(0, fitting).join()}${head.end}`;
  yield* encodeList(memberFrame('participants', group.contact_id), members.slice(fitting));
}

function* encodeList(frame: Frame, items: readonly string[]): Generator<string> {
  for (let start = 0; start < items.length; ) {
    // The reader bounds all fields, so one item always fits.
    const end = Math.max(countFitting(frame, items, start), start + 1);
    yield `${frame.start}${items.slice(start, end).join()}${frame.end}`;
    start = end;
  }
}

/** The index before which the items from `start` on fit into one line. */
function countFitting(frame: Frame, items: readonly string[], start: number): number {
  let room = roomIn(frame);
  for (let index = start; index < items.length; index += 1) {
    const comma = index > start ? 1 : 0;
    room -= Buffer.byteLength(items[index] ?? '') + comma;
    if (room < 0) return index;
  }
  return items.length;
}

function roomIn(frame: Frame): number {
  return MAX_LINE_BYTES - Buffer.byteLength(frame.start) - Buffer.byteLength(frame.end);
}

function toJson(value: object): string {
  return JSON.stringify(value);
}
