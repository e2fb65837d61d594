import type { ReadKind, StreamLine, TrailerLine } from '@grabber/contracts/engine/reading';
import { EngineError } from './engine-error.ts';

/** Checks that the lines of one read, in order, make a whole read. Throws EngineError. */
export type ReadOrder = {
  accept(line: StreamLine): void;
  /** Call when the stream has ended: throws ENGINE_STREAM_TRUNCATED when no trailer came. */
  end(): void;
};

/**
 * A read is a header for what was asked, then groups, then contacts, then the trailer, whose counts
 * are those of what came: a batch that was lost on the way must not pass for a smaller account. A
 * failure may take the place of any line but the header. What it answers throws EngineError for a line out of order.
 */
export function checkReadOrder(asked: { sessionId: string; kind: ReadKind }): ReadOrder {
  const groupIds = new Set<string>();
  const seen = {
    ...{ total_groups: 0, total_contacts: 0, total_participants: 0 },
    total_without_whatsapp: 0,
  };
  let position: 'start' | 'groups' | 'contacts' | 'end' = 'start';

  function takeItems(line: StreamLine): void {
    if (line.type === 'groups') {
      if (position === 'contacts' || asked.kind === 'contacts') throw outOfOrder(line.type);
      seen.total_groups += line.groups.length;
      for (const group of line.groups) {
        groupIds.add(group.contact_id);
        seen.total_participants += group.participants.length;
      }
    } else if (line.type === 'participants') {
      if (!groupIds.has(line.group_id)) throw outOfOrder(line.type);
      seen.total_participants += line.participants.length;
    } else if (line.type === 'past_participants') {
      if (!groupIds.has(line.group_id)) throw outOfOrder(line.type);
    } else if (line.type === 'kept_groups') {
      if (asked.kind === 'contacts') throw outOfOrder(line.type);
    } else if (line.type === 'contacts') {
      if (asked.kind === 'groups') throw outOfOrder(line.type);
      position = 'contacts';
      for (const { on_whatsapp } of line.contacts) {
        if (on_whatsapp) seen.total_contacts += 1;
        else seen.total_without_whatsapp += 1;
      }
    }
  }

  return {
    accept(line) {
      if ((line.type === 'header') !== (position === 'start') || position === 'end') {
        throw outOfOrder(line.type);
      }
      if (line.type === 'header') {
        if (line.session_id !== asked.sessionId || line.kind !== asked.kind) throw otherRead();
        position = 'groups';
      } else if (line.type === 'trailer') {
        compareCounts(line, seen);
        position = 'end';
      } else {
        takeItems(line);
      }
    },
    end() {
      if (position === 'end') return;
      const message = 'The engine ended the stream before the read was complete.';
      throw new EngineError('ENGINE_STREAM_TRUNCATED', message);
    },
  };
}

function compareCounts(trailer: TrailerLine, seen: Readonly<Record<string, number>>): void {
  for (const [name, count] of Object.entries(seen)) {
    const expected = trailer[name as keyof typeof trailer] ?? 0;
    if (expected === count) continue;
    const message = `The engine's trailer says ${name} ${expected}, and ${count} came.`;
    throw new EngineError('ENGINE_RESPONSE_INVALID', message);
  }
}

function outOfOrder(type: string): EngineError {
  const message = `The engine sent a ${type} line where none is allowed.`;
  return new EngineError('ENGINE_RESPONSE_INVALID', message);
}

function otherRead(): EngineError {
  return new EngineError(
    'ENGINE_RESPONSE_INVALID',
    'The engine answered another read than requested.',
  );
}
