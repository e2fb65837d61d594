import { setTimeout as sleep } from 'node:timers/promises';
import type { ApiClient } from '@grabber/api-client';
import { waitUntilConnected } from '../demo/connect-session.ts';
import { step } from '../demo/demo-output.ts';
import { grabAll } from '../demo/grab-all.ts';
import { dataOf } from '../stack/api-caller.ts';
import type { Compose } from './compose.ts';
import { assertApart, describeReplicas, homeOf, type Replica } from './replicas.ts';

const ENGINES = 3;
/** What an operator writes into .env for them. */
const SEVERAL_ENGINES = { ENGINE_URLS: 'dns+http://engine:3001' };
/** Beside the engines: the API and the database. */
const OTHERS_WITH_HEALTH = 2;

type Stack = {
  /** The same stack with further settings. */
  readonly compose: (settings: Readonly<Record<string, string>>) => Compose;
  readonly untilHealthy: (compose: Compose, containers: number) => Promise<void>;
  /** Grabs as an operator's program does. */
  readonly client: ApiClient;
  /** With the key of the installation. */
  readonly admin: ApiClient;
  readonly sessionId: string;
};

/**
 * `up --scale engine=3` on the volume of the single engine: each gets a directory of its own, the API finds all of them,
 * the session goes on where its profile is, and a killed engine gets its directory again.
 */
export async function checkSeveralEngines(stack: Stack): Promise<void> {
  const compose = stack.compose(SEVERAL_ENGINES);
  const up = async (...options: string[]) => {
    compose.run(['up', '--detach', '--scale', `engine=${ENGINES}`, ...options, 'engine', 'api']);
    await stack.untilHealthy(compose, ENGINES + OTHERS_WITH_HEALTH);
    const replicas = describeReplicas(compose, ENGINES);
    assertApart(replicas);
    return replicas;
  };
  let replicas: Replica[] = [];
  await step('Three engines on one volume', async () => {
    // It lives in the network of the engine that is replaced.
    compose.run(['rm', '--stop', '--force', 'simulator']);
    replicas = await up();
    await untilSeen(stack.admin);
  });
  const home = homeOf(replicas, stack.sessionId);
  await step('Session continued by the engine that has its profile', async () => {
    const network = { SIMULATOR_NETWORK: `container:${home.container}` };
    const beside = stack.compose({ ...SEVERAL_ENGINES, ...network });
    beside.run(['up', '--detach', '--no-deps', 'simulator']);
    await connected(stack);
    await grabAll(stack.client, stack.sessionId);
  });
  const other = replicas.find(({ engineId }) => engineId !== home.engineId);
  if (!other) throw new Error('There is one engine alone.');
  await step('Another engine killed and started again in its own directory', async () => {
    compose.kill(other.container);
    const again = await up('--no-recreate');
    const ids = (all: readonly Replica[]) =>
      all
        .map(({ engineId }) => engineId)
        .sort()
        .join();
    if (ids(again) !== ids(replicas)) throw new Error('A killed engine has lost its directory.');
    await connected(stack);
  });
}

const SEEN_TIMEOUT_MS = 30_000;
const POLL_INTERVAL_MS = 500;

/** The API looks up the addresses every few seconds. */
async function untilSeen(admin: ApiClient): Promise<void> {
  const deadline = Date.now() + SEEN_TIMEOUT_MS;
  for (;;) {
    const { engines } = await dataOf(admin.GET('/api/system'));
    const seen = (engines ?? []).filter(({ is_reachable }) => is_reachable);
    if (new Set(seen.map(({ address }) => address)).size === ENGINES) return;
    if (Date.now() > deadline) throw new Error(`The API sees ${seen.length} engines.`);
    await sleep(POLL_INTERVAL_MS);
  }
}

async function connected({ client, sessionId }: Stack): Promise<void> {
  await waitUntilConnected(client, sessionId, async () => {
    throw new Error('The session asks for a scan again.');
  });
}
