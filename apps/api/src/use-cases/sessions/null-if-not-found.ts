import { isEngineError } from '@grabber/engine-client/engine-error';

/** Answers null when the engine does not hold the session: for the engine, a session is a browser. */
export async function ifHeld<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (isEngineError(error) && error.code === 'SESSION_NOT_FOUND') return null;
    throw error;
  }
}
