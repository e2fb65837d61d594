import { ControlError } from '../control-error.ts';
import type { Device } from './device-registry.ts';
import type { Page } from './page-registry.ts';
import { optionsOf, type Simulation } from './simulation.ts';

const QR_PARTS = 5;

/**
 * What the phone does with a scanned QR code. Resolves when the page has stored the pairing. Throws
 * ControlError 400 for a text that is not a QR code, 410 for a QR code that no page shows now.
 */
export async function scanQr(
  simulation: Simulation,
  qr: string,
  accountId: string,
): Promise<Device> {
  simulation.accounts.get(accountId);
  const [ref, staticKey, identityKey, advSecret, ...rest] = qr.split(',');
  if (rest.length !== QR_PARTS - 4 || !ref)
    throw new ControlError(400, 'INVALID_QR', 'Not the text of a QR code');
  const page = simulation.pages.unpaired().find((one) => one.ref === ref);
  if (!page) throw new ControlError(410, 'QR_EXPIRED', 'No page shows this QR code now');
  const { keys } = page;
  if (
    keys.static_key !== staticKey ||
    keys.identity_key !== identityKey ||
    keys.adv_secret !== advSecret
  ) {
    throw new ControlError(400, 'INVALID_QR', "The QR code does not hold the page's keys");
  }
  return linkPage(simulation, page, accountId);
}

/**
 * What the phone does with an entered pairing code. Throws ControlError as `PairingCodes.take`
 * does.
 */
export async function enterPairingCode(
  simulation: Simulation,
  code: string,
  accountId: string,
): Promise<Device> {
  const { account } = simulation.accounts.get(accountId);
  const pageId = simulation.pairingCodes.take(code, account.spec.phone_number);
  const page = simulation.pages.get(pageId);
  if (page.device) throw new ControlError(409, 'PAIRED_ALREADY', 'The page is paired already');
  return linkPage(simulation, page, accountId);
}

async function linkPage(simulation: Simulation, page: Page, accountId: string): Promise<Device> {
  const device = simulation.devices.link(accountId, 'Chrome');
  page.ref = null;
  page.device = { id: device.id, accountId };
  try {
    const { faults } = simulation.accounts.get(accountId);
    const options = optionsOf(simulation, accountId);
    const body = { device: { id: device.id, secret: device.secret }, options, faults };
    const answer = await simulation.pages.command(page, 'paired', body);
    simulation.devices.setName(device, (answer as { device_name: string }).device_name);
  } catch (error) {
    simulation.devices.unlink(device.id);
    throw error;
  }
  return device;
}

export type LogoutMode = 'navigate' | 'state' | 'both';

/** What the address says after a logout: 0 a client failure, 1 a sync failure, 2 a history timeout, 3 a lock. */
export type LogoutReason = 0 | 1 | 2 | 3;

/**
 * Unlinks every device on the phone. Connected pages learn it in one of three ways: they navigate
 * away, their socket's state becomes UNPAIRED, or both. A browser that is not running learns it at
 * its start. A removed device navigates without a reason; an account that WhatsApp locks, for example, with
 * one. Resolves with the number of pages that acknowledged.
 */
export async function logoutFromPhone(
  simulation: Simulation,
  accountId: string,
  { mode = 'navigate', reason }: { mode?: LogoutMode; reason?: LogoutReason },
): Promise<number> {
  simulation.accounts.get(accountId);
  for (const device of simulation.devices.ofAccount(accountId))
    simulation.devices.unlink(device.id);
  const pages = simulation.pages.ofAccount(accountId);
  const answers = await simulation.pages.commandAll(pages, 'logout', { mode, reason });
  for (const page of pages) page.device = null;
  return answers.length;
}
