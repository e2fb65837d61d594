import type { ReadKind } from '@grabber/contracts/engine/reading';

/** The constant messages of the specification's log events. */
export const GRAB_LOG_MESSAGES: Readonly<
  Record<ReadKind, { readonly started: string; readonly stored: string; readonly failed: string }>
> = {
  groups: {
    started: 'Grabbing group contacts',
    stored: 'Group contacts grabbed and saved successfully',
    failed: 'Error grabbing group contacts',
  },
  contacts: {
    started: 'Grabbing individual contacts',
    stored: 'Individual contacts grabbed and saved successfully',
    failed: 'Error grabbing individual contacts',
  },
  all: {
    started: 'Grabbing all contacts',
    stored: 'All contacts grabbed and saved successfully',
    failed: 'Error grabbing all contacts',
  },
};
