import wwebjs from 'whatsapp-web.js';

/**
 * Leaves the profile to the engine. The library's LocalAuth deletes it on a logout while Chromium still
 * uses it, and then pairs again in a browser without a profile.
 */
export function createProfileAuth(onPage: () => Promise<void>): InstanceType<typeof wwebjs.NoAuth> {
  const strategy = new wwebjs.NoAuth();
  strategy.afterBrowserInitialized = onPage;
  return strategy;
}
