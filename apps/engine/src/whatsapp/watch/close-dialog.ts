import type { ConnectionProblem } from '../connection.ts';
import type { ConnectionState } from '../connection-state.ts';
import { CONTINUE_BUTTON, type PageProbe } from '../reader/page/probe.ts';

const CLICK_PAUSE_MS = 1_000;
const MAX_CLICKS = 3;
/** WhatsApp Web opens short dialogs of its own, too, and one that shows how the history comes (WAWebModal). */
const OPEN_TOO_LONG_MS = 30_000;

const DIALOG_OPEN: ConnectionProblem = {
  code: 'DIALOG_OPEN',
  message: 'WhatsApp Web shows a dialog that the engine could not close.',
};

export type DialogCloser = {
  /** Called at each probe of a connected page. A problem if a dialog stays open. */
  look(probe: PageProbe): ConnectionProblem | null;
};

/**
 * Closes the dialog "What's new" by its own button, as a person does, and touches no other dialog. Users report
 * that a new link is lost if the dialog stays open.
 */
export function createDialogCloser(state: ConnectionState): DialogCloser {
  let openSince: number | null = null;
  let clickedAt = Number.NEGATIVE_INFINITY;
  let clicks = 0;
  return {
    look({ dialog, sync }) {
      const now = performance.now();
      const isComing = sync !== null && Object.values(sync.state).includes(false);
      if (dialog === null || (dialog === 'other' && isComing)) {
        openSince = null;
        clicks = 0;
        return null;
      }
      openSince ??= now;
      if (dialog === 'other') return now - openSince >= OPEN_TOO_LONG_MS ? DIALOG_OPEN : null;
      if (now - clickedAt < CLICK_PAUSE_MS) return null;
      if (clicks >= MAX_CLICKS) return DIALOG_OPEN;
      clicks += 1;
      clickedAt = now;
      state
        .page()
        ?.click(CONTINUE_BUTTON)
        .catch(() => undefined);
      return null;
    },
  };
}
