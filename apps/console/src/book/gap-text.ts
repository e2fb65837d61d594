import type { Schema } from '@grabber/api-client';
import type { Texts } from '../text/use-text.ts';

type Reason = Pick<Schema<'IncompleteReason'>, 'code' | 'count' | 'message'>;

/** Why a grab lacks something, in the language of the page. What a newer API alone knows comes in its words. */
export function gapText(t: Texts['t'], { code, count, message }: Reason): string {
  const id = `gaps.${code}` as const;
  const text = t(id, { count });
  // A text that is missing is its id.
  return text === id ? message : text;
}
