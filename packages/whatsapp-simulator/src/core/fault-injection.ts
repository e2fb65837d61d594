import type { Account } from '../account/account.ts';
import { findGroup, findPerson } from '../account/find-person.ts';
import { ControlError } from '../control-error.ts';
import { type Fault, isLasting } from '../faults.ts';
import type { Page } from './page-registry.ts';
import type { Simulation } from './simulation.ts';

/**
 * Injects a fault into an account's pages. Resolves when every connected page has acknowledged it.
 * A lasting fault also applies to pages that connect later. Throws ControlError 409 `NO_PAGE` when
 * a momentary fault has no page.
 */
export async function injectAccountFault(
  simulation: Simulation,
  accountId: string,
  fault: Fault,
): Promise<number> {
  const entry = simulation.accounts.get(accountId);
  checkTarget(entry.account, fault);
  const pages = simulation.pages.ofAccount(accountId);
  if (isLasting(fault)) entry.faults.push(fault);
  else if (pages.length === 0) throw noPage();
  return injectPages(simulation, pages, fault);
}

/** The same for pages that are not paired: the one that shows this QR code, or all. */
export async function injectUnpairedFault(
  simulation: Simulation,
  fault: Fault,
  qr?: string,
): Promise<number> {
  const ref = qr?.split(',')[0];
  const pages = simulation.pages.unpaired().filter((page) => ref === undefined || page.ref === ref);
  if (pages.length === 0) throw noPage();
  return injectPages(simulation, pages, fault);
}

export async function clearAccountFaults(
  simulation: Simulation,
  accountId: string,
): Promise<number> {
  simulation.accounts.get(accountId).faults = [];
  const pages = simulation.pages.ofAccount(accountId);
  return (await simulation.pages.commandAll(pages, 'clear_faults')).length;
}

async function injectPages(simulation: Simulation, pages: Page[], fault: Fault): Promise<number> {
  return (await simulation.pages.commandAll(pages, 'fault', { fault })).length;
}

/** A fault on a missing item would do nothing, and a test would pass for the wrong reason. */
function checkTarget(account: Account, fault: Fault): void {
  if ('contact_id' in fault) findPerson(account, fault.contact_id);
  if ('group_id' in fault) findGroup(account, fault.group_id);
  if ('member' in fault && typeof fault.member === 'string' && fault.member.includes('@')) {
    findPerson(account, fault.member);
  }
  if (fault.type !== 'query' || fault.target_id === undefined) return;
  if (fault.target_id.endsWith('@g.us')) findGroup(account, fault.target_id);
  else findPerson(account, fault.target_id);
}

function noPage() {
  return new ControlError(409, 'NO_PAGE', 'No such page is connected: start the browser first');
}
