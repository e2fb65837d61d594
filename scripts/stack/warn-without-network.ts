import { lookup } from 'node:dns/promises';
import { withTimeout } from '@grabber/primitives/deadline';

const WHATSAPP_WEB = 'web.whatsapp.com';
const LOOKUP_TIMEOUT_MS = 5_000;

/** A stack without a network looks as if it worked: its sessions only stay `connecting`. Undefined where the name is found. */
export async function warningWithoutNetwork(
  find: (name: string) => Promise<unknown> = lookup,
): Promise<string | undefined> {
  try {
    await withTimeout(find(WHATSAPP_WEB), LOOKUP_TIMEOUT_MS, () => ({ code: 'no answer' }));
    return undefined;
  } catch (error) {
    const { code = 'failed' } = error as { code?: string };
    const todo = 'Check the network of this machine. Sessions stay `connecting` until it works';
    return `${WHATSAPP_WEB} is not found (${code}). ${todo}; stored address books can be read.`;
  }
}
