import { isEngineError } from '@grabber/engine-client/engine-error';

/** Answers null if the engine does not have the session: it only knows sessions with a browser. */
export async function nullIfNotFound<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isEngineError(error) && error.code === 'SESSION_NOT_FOUND') return null;
    throw error;
  }
}
