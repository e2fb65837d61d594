import { type ExpectedCounts, expectedCounts } from '../account/truth.ts';
import type { AccountEntry } from '../core/account-registry.ts';
import type { Simulation } from '../core/simulation.ts';

export type AccountView = {
  account_id: string;
  phone_number: string;
  /** `…@lid` */
  lid: string;
  expected: ExpectedCounts;
  devices: { device_id: string; name: string; linked_at: string; connected: boolean }[];
};

/** An account as the control API shows it. `expected` follows its changes. */
export function accountView(simulation: Simulation, { account }: AccountEntry): AccountView {
  const id = account.spec.account_id;
  const pages = simulation.pages.ofAccount(id);
  return {
    account_id: id,
    phone_number: account.spec.phone_number,
    lid: `${account.persons[0]?.lid}@lid`,
    expected: expectedCounts(account),
    devices: simulation.devices.ofAccount(id).map((device) => ({
      device_id: device.id,
      name: device.name,
      linked_at: device.linkedAt,
      connected: pages.some((page) => page.device?.id === device.id),
    })),
  };
}
