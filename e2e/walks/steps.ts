import type { PageOptions } from '@grabber/whatsapp-simulator/page-options';

/** From a change of members to its row in the page's database. */
export const DATABASE_DELAY_MS = 500;

/** Chooses among the parts of the account that fit. */
type Place = number;

/** What happens on the phone. A step that nothing fits does nothing. */
export type Change =
  | { readonly do: 'add contact' | 'add group' | 'add group without chat' | 'show chats of groups' }
  | {
      readonly do:
        | 'remove contact'
        | 'remove many contacts'
        | 'save member'
        | 'add stranger'
        | 'add contact to group'
        | 'remove member'
        | 'remove many members'
        | 'leave group'
        | 'rejoin group';
      readonly pick: Place;
    };

/** How long the parts of the next sync take. */
export type Phases = Readonly<
  Pick<
    PageOptions,
    | 'contacts_delay_ms'
    | 'groups_delay_ms'
    | 'history_delay_ms'
    | 'restore_delay_ms'
    | 'offline_delivery_ms'
    | 'offline_announcement_ms'
    | 'member_batch_size'
    | 'database_delay_ms'
  >
>;

export const NO_DELAYS: Phases = {
  contacts_delay_ms: 0,
  groups_delay_ms: 0,
  history_delay_ms: 0,
  restore_delay_ms: 0,
  offline_delivery_ms: 0,
  offline_announcement_ms: 0,
  member_batch_size: 0,
  database_delay_ms: 0,
};

export type Grab = {
  readonly do: 'grab';
  readonly kind: 'all' | 'groups' | 'contacts';
  readonly refresh: boolean;
  /** As soon as the session is connected. Else the grab may be refused. */
  readonly waits: boolean;
  /** Before the grab. */
  readonly pauseMs: number;
  /** While it runs. */
  readonly meanwhile: Change | null;
};

export type Step =
  | Grab
  | { readonly do: 'change'; readonly changes: readonly Change[] }
  | { readonly do: 'time passes'; readonly minutes: number }
  | {
      readonly do: 'restart';
      readonly what: 'engine stops' | 'engine is killed' | 'session';
      /** Since the last query for all groups; the engine reads its time at its start. */
      readonly hours: number;
      readonly phases: Phases;
      /** While it is down, or just after. */
      readonly changes: readonly Change[];
      readonly waits: boolean;
    }
  | { readonly do: 'pair again'; readonly phases: Phases; readonly changes: readonly Change[] }
  | {
      readonly do: 'lose the line';
      readonly forMs: number;
      readonly phases: Phases;
      readonly changes: readonly Change[];
    }
  | { readonly do: 'doubt a group'; readonly pick: Place; readonly state: GroupState }
  | {
      readonly do: 'refuse queries';
      readonly of: 'group_list' | 'group_metadata';
      readonly times: number;
    }
  | { readonly do: 'truncate answers'; readonly above: number }
  | { readonly do: 'settle' };

/** States of the page's parts of a group that the real page has. */
export type GroupState = {
  readonly stale: boolean;
  readonly members: 'whole' | 'one' | 'none';
  readonly row: 'whole' | 'older' | 'missing' | 'empty' | 'stale' | 'device_stale' | 'unsynced';
};

/** One line of a report. What is 0 is left out. */
export function describeStep(step: Step): string {
  return JSON.stringify(step, (_name, value) => (value === 0 ? undefined : value));
}
