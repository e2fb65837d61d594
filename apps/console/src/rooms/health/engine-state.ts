import type { Schema } from '@grabber/api-client';
import type { Tone } from '../../ui/notice.tsx';

export type Engine = Schema<'SystemEngine'>;

export const ENGINE_TONES = {
  away: 'bad',
  stopped: 'plain',
  unknown: 'warn',
  changed: 'bad',
  draining: 'warn',
  full: 'warn',
  works: 'good',
} as const satisfies Record<string, Tone>;

export type EngineState = keyof typeof ENGINE_TONES;

/** What matters most about an engine now. One that has drained is away on purpose. */
export function engineState({
  is_reachable: isReachable,
  draining,
  report,
}: Pick<Engine, 'is_reachable' | 'draining' | 'report'>): EngineState {
  if (!isReachable) return draining ? 'stopped' : 'away';
  if (report === null) return 'unknown';
  if (report.self_check.outcome === 'failed') return 'changed';
  if (draining) return 'draining';
  const { sessions, browsers, browsers_limit: most } = report;
  return sessions.now >= sessions.limit || browsers >= most ? 'full' : 'works';
}

/** The host of an engine's address, with its port: what tells it from the others, and nothing else of the address. */
export function hostOf(address: string): string {
  return URL.parse(address)?.host ?? '';
}
