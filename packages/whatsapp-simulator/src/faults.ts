import type { QueryKind } from './query-counts.ts';

/** Members by kind, by index from 0, or by either of their ids. Default: all. */
export type MemberChoice = 'all' | 'own' | 'others' | number | `${string}@${string}`;

/** An id that is undefined, a string, or without its server. */
export type OddId = 'undefined' | 'string' | 'no_server';

/** Faults that last until they are cleared, also in pages loaded later. */
export type LastingFault =
  /** Reading the contact throws: its properties and `serialize`, or only `serialize`. */
  | { type: 'contact_throws'; contact_id: string; where?: 'getters' | 'serialize' }
  /** Reading the group throws: its metadata, its participants, or its chat's `serialize`. */
  | { type: 'group_throws'; group_id: string; where?: 'metadata' | 'participants' | 'serialize' }
  /** Reading some of the group's members throws. */
  | { type: 'group_throws'; group_id: string; where: 'member'; member?: MemberChoice }
  /** The entries of a contact have an invalid id. */
  | { type: 'contact_id_odd'; contact_id: string; shape: OddId }
  /** The entries of a contact have lost its name: the page made a phone entry without one. */
  | { type: 'contact_name_wiped'; contact_id: string }
  /** Some of the group's members have an invalid id. */
  | { type: 'member_id_odd'; group_id: string; member?: MemberChoice; shape: OddId }
  /** The group's chat has no metadata, or the whole page has none for it, also after a query. */
  | { type: 'no_metadata'; group_id: string; where?: 'chat' | 'page' }
  /**
   * The page's parts of a group, each in a state of its own: `stale` and the members in memory, the row in
   * the page's database, WhatsApp's number of members, and the chat's flag. Null: not set.
   */
  | {
      type: 'group_state';
      group_id: string;
      stale?: boolean;
      members?: 'whole' | 'one' | 'none';
      row?: 'whole' | 'older' | 'missing' | 'empty' | 'stale' | 'device_stale' | 'unsynced';
      size?: number | null;
      read_only?: boolean | null;
    }
  /** Queries of one kind (for one contact or group, for the first `times`) hang or are refused. */
  | {
      type: 'query';
      /** `group_rows`: looks at the page's own database, which are no queries. */
      kind: QueryKind | 'group_rows';
      target_id?: string;
      behaviour: 'hang' | 'throw' | 'throw_null' | 'rate_overlimit';
      times?: number;
    }
  /** `require` does not find the module, or the module lacks that member. */
  | { type: 'module_missing'; module: string; member?: string }
  /**
   * No network: state OPENING, stream DISCONNECTED, and queries hang. When the fault is cleared the line comes
   * back at once, or only when a client asks for it, as in a page that has tried for long.
   */
  | { type: 'offline'; comes_back?: 'at_once' | 'when_asked' }
  /** WhatsApp refuses each login: a temporary ban, with its code and its length in seconds. */
  | { type: 'banned'; code?: number; expire?: number }
  /** WhatsApp refuses each login: its service is not available (503). */
  | { type: 'unavailable' };

/** Faults that happen once, right after the page has acknowledged them. */
export type MomentaryFault =
  /** The page's main thread is busy. */
  | { type: 'page_hang'; duration_ms: number }
  /** The page allocates until its renderer dies. */
  | { type: 'out_of_memory' }
  | { type: 'reload' }
  /** `hasSynced` fires again. */
  | { type: 'sync_again' }
  /**
   * Another browser uses the device. The page stops its communication: state CONNECTED, stream DISCONNECTED.
   * `silent`: the event of the lost line does not come, so that stream stays CONNECTED.
   */
  | { type: 'used_elsewhere'; silent?: boolean }
  /** The line is lost, and open again after this time, or at once. */
  | { type: 'line_lost'; duration_ms?: number }
  /** The page has shown its last QR code: UNPAIRED_IDLE. */
  | { type: 'qr_exhausted' };

export type Fault = LastingFault | MomentaryFault;

const LASTING: readonly Fault['type'][] = [
  'contact_throws',
  'group_throws',
  'contact_id_odd',
  'contact_name_wiped',
  'member_id_odd',
  'no_metadata',
  'group_state',
  'query',
  'module_missing',
  'offline',
  'banned',
  'unavailable',
];

export function isLasting(fault: Fault): fault is LastingFault {
  return LASTING.includes(fault.type);
}
