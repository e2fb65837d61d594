import type { QueryKind } from './query-counts.ts';

/** Faults that last: they hold until cleared, also in pages loaded later. */
export type LastingFault =
  /** Reading the contact throws: its properties and `serialize`, or `serialize` alone. */
  | { type: 'contact_throws'; contact_id: string; where?: 'getters' | 'serialize' }
  /** Reading the group throws: its metadata, its participants, or its chat's `serialize`. */
  | { type: 'group_throws'; group_id: string; where?: 'metadata' | 'participants' | 'serialize' }
  /** Queries of one kind (for one contact or group, for the first `times`) hang or are refused. */
  | {
      type: 'query';
      kind: QueryKind;
      target_id?: string;
      behaviour: 'hang' | 'throw' | 'rate_overlimit';
      times?: number;
    }
  /** `require` no longer has the module, or the module not that member. */
  | { type: 'module_missing'; module: string; member?: string }
  /** No network: state TIMEOUT, queries hang until the fault is cleared. */
  | { type: 'offline' };

/** Faults that happen once, right after the page has acknowledged them. */
export type MomentaryFault =
  /** The page's main thread is busy. */
  | { type: 'page_hang'; duration_ms: number }
  /** The page allocates until its renderer dies. */
  | { type: 'out_of_memory' }
  | { type: 'reload' }
  /** `hasSynced` fires again. */
  | { type: 'sync_again' }
  /** The socket's state changes, as CONFLICT, TIMEOUT, DEPRECATED_VERSION, PROXYBLOCK. */
  | { type: 'state'; state: string }
  /** The page has shown its last QR code: UNPAIRED_IDLE. */
  | { type: 'qr_exhausted' };

export type Fault = LastingFault | MomentaryFault;

const LASTING: readonly Fault['type'][] = [
  'contact_throws',
  'group_throws',
  'query',
  'module_missing',
  'offline',
];

export function isLasting(fault: Fault): fault is LastingFault {
  return LASTING.includes(fault.type);
}
