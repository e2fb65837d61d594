import type { ApiEvent } from '@grabber/contracts/api/event';
import type { Language } from '../messages/language.ts';
import { failureIn } from './grab-record-to-wire.ts';
import { explainedIn } from './session-to-wire.ts';

/** An event with its messages in the language of one follower. Events are made once, in English. */
export function eventInLanguage<T extends ApiEvent>(event: T, language: Language): T;
export function eventInLanguage(event: ApiEvent, language: Language): ApiEvent {
  if (event.type === 'session') {
    return { ...event, session: explainedIn(language, event.session) };
  }
  if (event.type === 'grab') return { ...event, error: failureIn(language, event.error) };
  if (event.type !== 'snapshot') return event;
  return {
    ...event,
    sessions: event.sessions.map((session) => explainedIn(language, session)),
    grabs: event.grabs.map((grab) => eventInLanguage(grab, language)),
  };
}
