import { type Simulator, startSimulator } from '@grabber/whatsapp-simulator';

type Shared = { readonly simulator: Simulator; readonly usual: PageOptions };
type PageOptions = Awaited<ReturnType<Simulator['control']['setOptions']>>;

let shared: Promise<Shared> | undefined;
let accounts = 0;

/**
 * The simulator of this worker, with the usual options of its pages, for a file that stops none of its own. Its start
 * takes longer than many tests. It ends with the worker. Each account is a new one, also where another file has made
 * one like it.
 */
export async function sharedSimulator(): Promise<Simulator> {
  shared ??= start();
  const { simulator, usual } = await shared;
  await simulator.control.setOptions(usual);
  return simulator;
}

async function start(): Promise<Shared> {
  const simulator = await startSimulator();
  const { control } = simulator;
  const createAccount: typeof control.createAccount = (spec) => {
    accounts += 1;
    return control.createAccount({ account_id: `account-${accounts}`, ...spec });
  };
  const usual = await control.setOptions({});
  return { simulator: { ...simulator, control: { ...control, createAccount } }, usual };
}
