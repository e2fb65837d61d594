import { ServiceError } from '@grabber/service-kit/service-error';
import type { ConnectionProblem } from '../connection.ts';
import { type ConnectionState, enterPhase } from '../connection-state.ts';
import type { PairingQr } from '../pairing/pairing-qr.ts';
import type { PageProbe } from '../reader/page/probe.ts';
import { meaningOfSocketState } from './socket-state.ts';
import { type SyncMemory, withReport } from './sync-memory.ts';

/** A logout deletes the profile, so a short-lived state of the page does not count as one. */
const UNPAIRED_CONFIRMED_AFTER_MS = 2_000;
/** The pause after the first takeover. It doubles with each takeover, up to the longest pause. */
const TAKEOVER_PAUSE_MS = 30_000;
const MAX_TAKEOVER_PAUSE_MS = 15 * 60_000;
/** After so long without a conflict, the count of takeovers starts again. */
const TAKEOVERS_FORGOTTEN_AFTER_MS = 60 * 60_000;
const TAKEOVER_SCRIPT = "window.require('WAWebSocketModel').Socket.takeover()";

/** State kept from one probe to the next. */
export type ProbeMemory = {
  version: string | null;
  /** Null while the page is paired. On the clock of performance.now(), like the next. */
  unpairedSince: number | null;
  /** Null while the page holds WhatsApp Web. An error page answers probes, too, but does not count as alive. */
  absentSince: number | null;
  lastTakeover: number;
  /** In a row. */
  takeovers: number;
  /** As text, to detect changes; like the next. */
  problem: string;
  /** What the last probe showed of the sync. */
  sync: SyncMemory;
  /** Members that the connected page lacks: a module may load late, or disappear. */
  missing: string;
};

export function createProbeMemory(): ProbeMemory {
  return {
    version: null,
    unpairedSince: null,
    absentSince: null,
    lastTakeover: Number.NEGATIVE_INFINITY,
    takeovers: 0,
    problem: '',
    sync: null,
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
  if (probe.isLoggedOut) {
    state.end({ kind: 'logged_out' });
    return;
  }
  memory.absentSince = probe.state === null ? (memory.absentSince ?? performance.now()) : null;
  const meaning = meaningOfSocketState(probe.state);
  if (meaning.kind !== 'unpaired') memory.unpairedSince = null;
  if (meaning.kind === 'unpaired') handleUnpaired(state, memory, meaning.isIdle, qr);
  else if (meaning.kind === 'connected') handleConnected(state, memory, probe);
  else if (meaning.kind === 'refused') {
    const error = new ServiceError(meaning.problem.code, meaning.problem.message);
    state.end({ kind: 'failed', error, isFinal: !(meaning.mayPass && state.wasPaired) });
  } else {
    if (meaning.kind === 'conflict') takeOver(state, memory);
    handleConnecting(state, memory, meaning.problem, probe.state !== null);
  }
}

function handleUnpaired(
  state: ConnectionState,
  memory: ProbeMemory,
  isIdle: boolean,
  qr: Pick<PairingQr, 'onWaiting'>,
): void {
  memory.unpairedSince ??= performance.now();
  const isSettled = performance.now() - memory.unpairedSince >= UNPAIRED_CONFIRMED_AFTER_MS;
  if (!state.wasPaired) qr.onWaiting({ isIdle, isSettled });
  else if (isSettled) state.end({ kind: 'logged_out' });
}

function handleConnected(state: ConnectionState, memory: ProbeMemory, probe: PageProbe): void {
  state.wasPaired = true;
  memory.problem = '';
  const { listener } = state.options;
  if (state.phase !== 'syncing' && state.phase !== 'online') listener.onLinked();
  if (!probe.isSynced || probe.account === null) {
    if (state.phase !== 'syncing') listener.onConnecting(null);
    enterPhase(state, 'syncing');
    return;
  }
  if (probe.sync) {
    memory.sync = withReport(memory.sync, probe.sync);
    listener.onSync(memory.sync);
  }
  const missing = JSON.stringify(probe.account.missing);
  if (state.phase === 'online' && missing === memory.missing) return;
  memory.missing = missing;
  enterPhase(state, 'online');
  listener.onConnected(probe.account);
}

/** The page loads, reconnects, or pairs after a scan. It has no state before its scripts run. */
function handleConnecting(
  state: ConnectionState,
  memory: ProbeMemory,
  problem: ConnectionProblem | null,
  hasState: boolean,
): void {
  if (state.phase === 'qr' && !hasState) return;
  const text = problem?.message ?? '';
  const isNews = memory.problem !== text;
  memory.problem = text;
  if (state.phase === 'starting') {
    // The session stays in its start, within the time for that, but shows why it takes so long.
    if (problem && isNews) state.options.listener.onConnecting(problem);
    return;
  }
  if (state.phase === 'offline' && !isNews) return;
  enterPhase(state, 'offline');
  state.options.listener.onConnecting(problem);
}

function takeOver(state: ConnectionState, memory: ProbeMemory): void {
  const passed = performance.now() - memory.lastTakeover;
  if (passed > TAKEOVERS_FORGOTTEN_AFTER_MS) memory.takeovers = 0;
  // Without growing pauses two browsers would take the device from each other without end.
  const pause = TAKEOVER_PAUSE_MS * 2 ** (memory.takeovers - 1);
  if (memory.takeovers > 0 && passed < Math.min(pause, MAX_TAKEOVER_PAUSE_MS)) return;
  memory.takeovers += 1;
  memory.lastTakeover = performance.now();
  state
    .page()
    ?.evaluate(TAKEOVER_SCRIPT)
    .catch(() => undefined);
}
