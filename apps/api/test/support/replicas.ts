import { startTestApi, type TestApi } from './test-api.ts';

/** Three APIs on one database and one fake engine: two alike, and one whose grabs must be quick. */
export type Replicas = {
  readonly api: TestApi;
  readonly replica: TestApi;
  readonly hurried: TestApi;
  stop(): Promise<void>;
};

/** `hurriedMs`: how long a grab of the third may take. */
export async function startReplicas(hurriedMs: number): Promise<Replicas> {
  const api = await startTestApi();
  const replica = await startTestApi({ beside: api });
  const hurried = await startTestApi({ beside: api, grabTimeoutMs: hurriedMs });
  return {
    api,
    replica,
    hurried,
    async stop() {
      await hurried.stop();
      await replica.stop();
      await api.stop();
    },
  };
}
