import type { GrabRow } from '@grabber/database/grabs/grab-row';
import type { Context } from '../../context.ts';
import type { ReadProgress } from './store-read.ts';

type Needs = Pick<Context, 'grabEvents'>;

export function emitState({ grabEvents }: Needs, { id, session_id, kind, state }: GrabRow): void {
  grabEvents.emit({ type: 'state', grab_id: id, session_id, kind, state });
}

export function emitProgress(
  { grabEvents }: Needs,
  { id, session_id, kind }: GrabRow,
  progress: Readonly<ReadProgress>,
): void {
  grabEvents.emit({ type: 'progress', grab_id: id, session_id, kind, ...progress });
}
