// Runs inside WhatsApp Web. Pauses that let the page's own tasks run.

export function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Lets the page's waiting tasks run first; a timer would wait longer. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const onMessage = () => {
      port1.close();
      resolve();
    };
    port1.addEventListener('message', onMessage, { once: true });
    port1.start();
    port2.postMessage(null);
  });
}

/** Yields after each unit of work, and a promise when it can only wait. */
export type Steps<Result = void> = Generator<Promise<void> | undefined, Result>;

/** Waits for a promise that never rejects. */
export function* waitFor<Value>(promise: Promise<Value>): Steps<Value> {
  let settled: { readonly value: Value } | null = null;
  const done = promise.then((value) => {
    settled = { value };
  });
  while (settled === null) yield done;
  return (settled as { readonly value: Value }).value;
}
