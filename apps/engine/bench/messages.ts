/** The subject of a read. */
export type Subject = 'contacts' | 'groups';

/**
 * By whom: whatsapp-web.js's getContacts() or getChats(); our reader, to objects in memory as the
 * library's; our reader and the encoding of the engine's answer, all that the engine does but the socket.
 */
export type Way = 'library' | 'reader' | 'served';

export type Reading = {
  readonly ms: number;
  /** Contacts or groups that came out; the library's count includes everything else the page lists. */
  readonly items: number;
  /** Bytes from the browser over its debugging pipe. */
  readonly cdpBytes: number;
  /** The longest stall of this process's event loop. */
  readonly nodeStallMs: number;
  /** The longest stall of the page's main thread. */
  readonly pageStallMs: number;
};

export type Versions = {
  readonly node: string;
  readonly browser: string;
  readonly whatsappWebJs: string;
};

export type Request =
  | {
      readonly command: 'open';
      readonly profileDir: string;
      readonly browserArgs: readonly string[];
    }
  | { readonly command: 'read'; readonly way: Way; readonly subject: Subject }
  /** Reads once, and answers by how many bytes the process's memory grew at its peak. */
  | { readonly command: 'grow'; readonly way: Way; readonly subject: Subject }
  | { readonly command: 'close' };

/** `open` is answered with Versions, `read` with a Reading, `grow` with bytes, `close` with null. */
export type Reply =
  | { readonly type: 'qr'; readonly qr: string }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'failed'; readonly message: string };
