import { randomBytes, randomUUID } from 'node:crypto';
import type { StateStore } from '../state-store.ts';

/** A linked device: a browser profile with its secret. */
export type Device = {
  id: string;
  secret: string;
  accountId: string;
  /** The browser's name in the phone's list of linked devices. */
  name: string;
  /** ISO 8601 */
  linkedAt: string;
};

/** Which browser profiles are linked to which account. */
export function createDeviceRegistry(store: StateStore) {
  const devices = new Map<string, Device>(
    Object.entries(store.load<Record<string, Device>>('devices') ?? {}),
  );
  const save = () => store.save('devices', Object.fromEntries(devices));
  return {
    link(accountId: string, name: string): Device {
      const secret = randomBytes(24).toString('base64url');
      const device = {
        id: randomUUID(),
        secret,
        accountId,
        name,
        linkedAt: new Date().toISOString(),
      };
      devices.set(device.id, device);
      save();
      return device;
    },
    setName(device: Device, name: string): void {
      device.name = name;
      save();
    },
    unlink(id: string): void {
      devices.delete(id);
      save();
    },
    /** The device, if it is still linked and the secret is right. */
    find(id: string, secret: string): Device | null {
      const device = devices.get(id);
      return device?.secret === secret ? device : null;
    },
    ofAccount: (accountId: string) =>
      [...devices.values()].filter((device) => device.accountId === accountId),
  };
}
