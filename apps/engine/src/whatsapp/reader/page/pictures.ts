// Runs inside WhatsApp Web. Addresses of pictures that the page already holds; it never asks for one.

import { urlOrNull } from './addresses.ts';
import { pageModule } from './modules.ts';
import type { Wid } from './whatsapp-web.ts';

export type Pictures = (wid: Wid | null) => string | null;

export function createPictures(): Pictures {
  const thumbs = pageModule('WAWebCollections').ProfilePicThumb;
  // Without them pictures are unknown; the session's status says why.
  if (typeof thumbs?.get !== 'function') return () => null;
  return (wid) => {
    try {
      return wid ? urlOrNull(thumbs.get(wid)?.eurl) : null;
    } catch {
      // Unknown, like a missing picture: a read goes on without it.
      return null;
    }
  };
}
