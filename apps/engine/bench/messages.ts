/**
 * The subject of a read. `stale_groups`: the same groups after the line was lost. The page then keeps their members
 * and takes them from its database before it uses them.
 */
export type Subject = 'contacts' | 'groups' | 'stale_groups';

/**
 * `library`: getContacts() or getChats() of whatsapp-web.js. `reader`: our reader, to objects in
 * memory like the library's. `served`: our reader and the encoding of the engine's answer, that is
 * all of the engine's work except the socket.
 */
export type Way = 'library' | 'reader' | 'served';

export type Reading = {
  readonly ms: number;
  /** The processors' time, of this process and of all processes of the browser. */
  readonly cpuMs: number;
  /** How many contacts or groups came out. The library counts everything that the page lists. */
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

/** A page that is ready to be read. */
export type Opened = {
  readonly versions: Versions;
  /** How many entries its contact collection has. */
  readonly entries: number;
};

export type Request =
  | {
      readonly command: 'open';
      readonly profileDir: string;
      readonly browserArgs: readonly string[];
    }
  | { readonly command: 'read'; readonly way: Way; readonly subject: Subject }
  /** Reads once. Answers the growth of the process's memory at its peak. */
  | { readonly command: 'grow'; readonly way: Way; readonly subject: Subject }
  | { readonly command: 'close' };

/** The answers: `open` gets Opened, `read` a Reading, `grow` bytes, `close` null. */
export type Reply =
  | { readonly type: 'qr'; readonly qr: string }
  | { readonly type: 'done'; readonly value: unknown }
  | { readonly type: 'failed'; readonly message: string };
