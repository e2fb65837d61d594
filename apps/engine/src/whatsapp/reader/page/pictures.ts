// @ts-nocheck
// Runs inside WhatsApp Web. Addresses of pictures that the page already holds; it never asks for one.

import { urlOrNull } from './addresses.ts';

export function createPictures() {
  const thumbs = window.require('WAWebCollections').ProfilePicThumb;
  // Without them pictures are unknown; the session's status says why.
  if (typeof thumbs?.get !== 'function') return () => null;
  return (wid) => {
    try {
      return wid ? urlOrNull(thumbs.get(wid)?.eurl) : null;
    } catch {
      // Unknown, as where there is none: nobody is left out for a picture.
      return null;
    }
  };
}
