import { ServiceError } from '@grabber/service-kit/service-error';
import type { ConnectionProblem } from '../connection.ts';
import { type ConnectionState, enterPhase } from '../connection-state.ts';
import type { PairingQr } from '../pairing/pairing-qr.ts';
import type { PageProbe } from '../reader/page/probe.ts';
import { LOOK_OFFLINE_SCRIPT } from '../reader/page-script.ts';
import { createDialogCloser, type DialogCloser } from './close-dialog.ts';
import { ACCOUNT_BANNED, LOGIN_LOST, logoutMarkOf, logoutProblem } from './logout-problem.ts';
import { createLostLine, type LostLine } from './lost-line.ts';
import { meaningOfSocketState } from './socket-state.ts';
import { type SyncMemory, withReport } from './sync-memory.ts';

/** A logout deletes the profile, so a short-lived state of the page does not count as one. */
const UNPAIRED_CONFIRMED_AFTER_MS = 2_000;

const USED_ELSEWHERE: ConnectionProblem = {
  code: 'DEVICE_IN_USE',
  message: "Another browser uses this session's linked device.",
};
const CODE_RENEWED: ConnectionProblem = {
  code: 'PAIRING_CODE_RENEWED',
  message: 'WhatsApp has replaced the pairing code.',
};

/** State kept from one probe to the next. */
export type ProbeMemory = {
  version: string | null;
  /** Null while the page is paired. On the clock of performance.now(), like the next. */
  unpairedSince: number | null;
  /** Null while the page holds WhatsApp Web. An error page answers probes, too, but does not count as alive. */
  absentSince: number | null;
  readonly line: LostLine;
  readonly dialog: DialogCloser;
  /** As text, to detect changes; like the next. */
  problem: string;
  /** What the last probe showed of the sync. */
  sync: SyncMemory;
  notice: string;
  /** Members that the connected page lacks: a module may load late, or disappear. */
  missing: string;
};

export function createProbeMemory(state: ConnectionState): ProbeMemory {
  return {
    version: null,
    unpairedSince: null,
    absentSince: null,
    line: createLostLine(state),
    dialog: createDialogCloser(state),
    problem: '',
    sync: null,
    notice: '',
    missing: '',
  };
}

/** Turns one probe of the page into events for the session. */
export function interpretProbe(
  state: ConnectionState,
  memory: ProbeMemory,
  probe: PageProbe,
  qr: Pick<PairingQr, 'onWaiting'>,
): void {
  const { listener } = state.options;
  if (probe.version !== null && probe.version !== memory.version) {
    memory.version = probe.version;
    listener.onVersion(probe.version);
  }
  state.isBanned = probe.refusal === 'banned';
  const mark = logoutMarkOf(probe.search);
  if (mark) {
    state.end({ kind: 'logged_out', problem: logoutProblem(mark, state) });
    return;
  }
  memory.absentSince = probe.state === null ? (memory.absentSince ?? performance.now()) : null;
  if (state.isBanned) {
    fail(state, ACCOUNT_BANNED, true);
    return;
  }
  const meaning = meaningOfSocketState(probe.state);
  if (meaning.kind !== 'unpaired') memory.unpairedSince = null;
  if (meaning.kind === 'unpaired') handleUnpaired(state, memory, { probe, meaning, qr });
  else if (meaning.kind === 'refused') fail(state, meaning.problem, true);
  else if (meaning.kind === 'used_elsewhere') fail(state, USED_ELSEWHERE, false);
  else if (meaning.kind === 'connecting') handleConnecting(state, memory, probe);
  else if (memory.line.isStopped(probe)) fail(state, USED_ELSEWHERE, false);
  else if (probe.isSynced && probe.stream === 'DISCONNECTED') {
    handleConnecting(state, memory, probe);
  } else handleConnected(state, memory, probe);
}

function fail(state: ConnectionState, problem: ConnectionProblem, isFinal: boolean): void {
  const error = new ServiceError(problem.code, problem.message);
  state.end({ kind: 'failed', error, isFinal });
}

function handleUnpaired(
  state: ConnectionState,
  memory: ProbeMemory,
  look: {
    probe: PageProbe;
    meaning: { readonly isIdle: boolean };
    qr: Pick<PairingQr, 'onWaiting'>;
  },
): void {
  const { probe, meaning, qr } = look;
  memory.unpairedSince ??= performance.now();
  const isSettled = performance.now() - memory.unpairedSince >= UNPAIRED_CONFIRMED_AFTER_MS;
  if (!state.wasPaired) {
    qr.onWaiting({ isIdle: meaning.isIdle, isSettled });
    state.options.listener.onMissing(probe.missing);
    const isOld = state.pairingCode !== null && probe.pairingCode !== state.pairingCode;
    if (state.phase === 'qr') showNotice(state, memory, isOld ? CODE_RENEWED : null);
  } else if (isSettled) {
    state.end({ kind: 'logged_out', problem: LOGIN_LOST });
  }
}

function handleConnected(state: ConnectionState, memory: ProbeMemory, probe: PageProbe): void {
  state.wasPaired = true;
  state.pairingCode = null;
  memory.problem = '';
  memory.line.reset();
  const { listener } = state.options;
  if (state.phase !== 'syncing' && state.phase !== 'online') listener.onLinked();
  if (!probe.isSynced || probe.account === null) {
    if (state.phase !== 'syncing') listener.onConnecting(null);
    enterPhase(state, 'syncing');
    listener.onMissing(probe.missing);
    return;
  }
  if (probe.sync) {
    memory.sync = withReport(memory.sync, probe.sync);
    listener.onSync(memory.sync);
  }
  const missing = JSON.stringify(probe.account.missing);
  if (state.phase !== 'online' || missing !== memory.missing) {
    memory.missing = missing;
    memory.notice = '';
    enterPhase(state, 'online');
    listener.onConnected(probe.account);
  }
  showNotice(state, memory, memory.dialog.look(probe));
  // Also after a while: the page marks it again whenever its main screen opens or gets the focus.
  if (probe.looksOnline) {
    state
      .page()
      ?.evaluate(LOOK_OFFLINE_SCRIPT)
      .catch(() => undefined);
  }
}

function showNotice(
  state: ConnectionState,
  memory: ProbeMemory,
  problem: ConnectionProblem | null,
): void {
  const code = problem?.code ?? '';
  if (memory.notice === code) return;
  memory.notice = code;
  state.options.listener.onNotice(problem);
}

/** The page loads, reconnects, or pairs after a scan. It has no state before its scripts run. */
function handleConnecting(state: ConnectionState, memory: ProbeMemory, probe: PageProbe): void {
  if (state.phase === 'qr' && probe.state === null) return;
  const problem = memory.line.watch(probe);
  const text = problem?.message ?? '';
  const isNews = memory.problem !== text;
  memory.problem = text;
  if (state.phase === 'starting') {
    // The session stays in its start, within the time for that, but shows why it takes so long.
    if (problem?.code === 'WHATSAPP_UNAVAILABLE' && isNews) {
      state.options.listener.onConnecting(problem);
    }
    return;
  }
  if (state.phase === 'offline' && !isNews) return;
  enterPhase(state, 'offline');
  state.options.listener.onConnecting(problem);
}
