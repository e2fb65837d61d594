/** The part of Node's http.ServerResponse that shows whether its client is still there. */
export type ClosableResponse = {
  /** Everything was handed over for sending. */
  readonly writableFinished: boolean;
  readonly closed: boolean;
  once(event: 'close', listener: () => void): unknown;
};

/** Aborts with `reason` when the client closes the connection before it has the whole response. */
export function clientGoneSignal(response: ClosableResponse, reason: () => unknown): AbortSignal {
  const controller = new AbortController();
  const onClose = () => {
    if (!response.writableFinished) controller.abort(reason());
  };
  // The client may have left before anything listened.
  if (response.closed) onClose();
  else response.once('close', onClose);
  return controller.signal;
}
