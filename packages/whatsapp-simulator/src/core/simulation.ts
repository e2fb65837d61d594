import { DEFAULT_PAGE_OPTIONS, type PageOptions } from '../page-options.ts';
import type { StateStore } from '../state-store.ts';
import { createAccountRegistry } from './account-registry.ts';
import { createDeviceRegistry } from './device-registry.ts';
import { createPageRegistry } from './page-registry.ts';
import { createPairingCodes } from './pairing-codes.ts';

export type Simulation = ReturnType<typeof createSimulation>;

/** The whole state of the simulated WhatsApp. Both servers work on it. */
export function createSimulation(store: StateStore) {
  return {
    accounts: createAccountRegistry(store),
    devices: createDeviceRegistry(store),
    pages: createPageRegistry(),
    pairingCodes: createPairingCodes(),
    options: { ...DEFAULT_PAGE_OPTIONS, ...store.load<Partial<PageOptions>>('options') },
    saveOptions(this: { options: PageOptions }) {
      store.save('options', this.options);
    },
  };
}

/** The options of a page: the account's own, then the simulator's. */
export function optionsOf(simulation: Simulation, accountId: string | null): PageOptions {
  const own = accountId === null ? {} : simulation.accounts.find(accountId)?.options;
  return { ...simulation.options, ...own };
}
