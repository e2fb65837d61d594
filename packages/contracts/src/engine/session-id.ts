import { Type } from 'typebox';

/** The name of a session on the engine. It is also a directory name, so few characters are allowed. */
export const EngineSessionId = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}$' });
