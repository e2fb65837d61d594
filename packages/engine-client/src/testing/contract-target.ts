/** An engine to hold against its contract, with sessions prepared. */
export type EngineContractTarget = {
  readonly url: string;
  readonly secret: string;
  /** A connected session that reads completely. */
  readonly connectedSessionId: string;
  /** A session that shows a QR. */
  readonly qrSessionId: string;
  /** Makes a connected session of which every read stands still after its first line. */
  readonly holdReads: () => Promise<HeldReads>;
  /** What a read of everything must count. */
  readonly expected: {
    readonly groups: number;
    readonly contacts: number;
    readonly participants: number;
    /** In addition to the contacts. */
    readonly withoutWhatsApp: number;
  };
  readonly stop: () => Promise<void>;
};

type HeldReads = {
  readonly sessionId: string;
  /** Lets reads run as before. */
  readonly release: () => Promise<void>;
};

export type ContractContext = { readonly target: () => EngineContractTarget };

/** A request without the client, for checking answers that the client would refuse. */
export async function rawRequest(
  target: EngineContractTarget,
  path: string,
  options: { method?: string; secret?: string | null; accept?: string; body?: unknown } = {},
): Promise<{ status: number; type: string; text: string; json: () => Record<string, unknown> }> {
  const secret = options.secret === undefined ? target.secret : options.secret;
  const response = await fetch(new URL(path, target.url), {
    method: options.method ?? 'GET',
    headers: {
      ...(secret !== null && { authorization: `Bearer ${secret}` }),
      ...(options.accept && { accept: options.accept }),
      ...(options.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? '',
    text,
    json: () => JSON.parse(text) as Record<string, unknown>,
  };
}
