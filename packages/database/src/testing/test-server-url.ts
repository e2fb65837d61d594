import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** A server on which a test file may create databases. */
    postgresUrl: string;
  }
}

/** The server that the run's global set-up started, or TEST_DATABASE_URL. */
export function testServerUrl(): string {
  return inject('postgresUrl');
}
