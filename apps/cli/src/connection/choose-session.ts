import type { ApiClient, Schema } from '@grabber/api-client';
import type { Output } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { dataOf } from './answers.ts';
import { SetUpError } from './find-api.ts';

type Session = Schema<'Session'>;

export async function listSessions(client: ApiClient): Promise<readonly Session[]> {
  return (await dataOf(client.GET('/api/sessions'))).sessions;
}

/**
 * The session that `text` means: its id, its external_id or its name. Without a text the only one. Rejects with
 * SetUpError that says what to write.
 */
export async function chooseSession(
  client: ApiClient,
  text: string | undefined,
  out: Output,
): Promise<Session> {
  const sessions = await listSessions(client);
  const found = sessions.filter((session) => text === undefined || isMeant(session, text));
  const exact = found.find(({ session_id }) => session_id === text);
  const [first] = exact ? [exact] : found;
  if (first !== undefined && (exact || found.length === 1)) return first;
  throw new SetUpError(out.say(explain(sessions, found, text)));
}

function isMeant({ session_id, external_id, session_name }: Session, text: string): boolean {
  return [session_id, external_id, session_name].includes(text);
}

function explain(sessions: readonly Session[], found: readonly Session[], text?: string) {
  const list = (found.length > 0 ? found : sessions)
    .map(({ session_id, session_name }) => `\n  ${session_id}  ${printable(session_name)}`)
    .join('');
  if (sessions.length === 0)
    return {
      en: 'There is no session yet. `pair` creates one.',
      id: 'Belum ada session. Buat dengan `pair`.',
    };
  if (found.length === 0)
    return {
      en: `No session has the id, the external_id or the name "${text}". There are:${list}`,
      id: `Tidak ada session dengan id, external_id, atau nama "${text}". Yang ada:${list}`,
    };
  return {
    en: `Which session? Write its id:${list}`,
    id: `Session yang mana? Tulis id-nya:${list}`,
  };
}
