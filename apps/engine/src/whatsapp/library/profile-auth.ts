import wwebjs from 'whatsapp-web.js';

/**
 * Leaves the profile to us. The library's LocalAuth deletes it on a logout while Chromium still runs in
 * it, and then pairs anew in a browser whose profile is gone.
 */
export function createProfileAuth(onPage: () => void): InstanceType<typeof wwebjs.NoAuth> {
  const strategy = new wwebjs.NoAuth();
  strategy.afterBrowserInitialized = async () => onPage();
  return strategy;
}
