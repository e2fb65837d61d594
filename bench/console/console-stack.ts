import { createApiCaller } from '../../scripts/stack/api-caller.ts';
import { launchStoredApi } from '../launch-stored-api.ts';

/** The API as a separate process on a given database, which serves the built console. */
export type ConsoleStack = {
  readonly url: string;
  readonly key: string;
  /** A link that signs a browser in, once. */
  signInLink(): Promise<string>;
  stop(): Promise<void>;
};

export async function startConsoleStack(
  databaseUrl: string,
  consoleDir: string,
): Promise<ConsoleStack> {
  const { url, adminKey, stop } = await launchStoredApi(databaseUrl, { CONSOLE_DIR: consoleDir });
  const call = createApiCaller(url, adminKey);
  return {
    url,
    key: adminKey,
    async signInLink() {
      const link = await call<{ url: string }>('POST', '/console/links');
      return `${url}/${new URL(link.url).hash}`;
    },
    stop,
  };
}
