const RECONNECT_DELAY_MS = 500;

async function post(path, body) {
  const response = await fetch(`/simulator/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = await response.json();
  if (!response.ok)
    throw Object.assign(new Error(answer.message), { code: answer.code, status: response.status });
  return answer;
}

/**
 * The page's connection to the simulator, which replaces the phone and WhatsApp's servers. Every
 * command is acknowledged when its handler is done.
 */
export function createLink({ commands, onLost, onRestored }) {
  let pageId = null;
  let identify = null;
  let leaving = false;
  // A page that navigates away also loses its connection. Only a page that stays has lost the
  // network.
  addEventListener('beforeunload', () => {
    leaving = true;
  });

  async function connect() {
    const hello = await post('hello', identify());
    pageId = hello.page_id;
    return hello;
  }

  function listen() {
    const stream = new EventSource(`/simulator/events?page_id=${pageId}`);
    stream.onmessage = async ({ data }) => {
      const { id, type, ...body } = JSON.parse(data);
      const answer = { page_id: pageId, id };
      try {
        answer.result = await commands()[type](body);
      } catch (error) {
        answer.error = String(error);
      }
      await post('acknowledge', answer).catch(() => {});
    };
    stream.onerror = () => {
      stream.close();
      if (leaving) return;
      onLost();
      retry();
    };
  }

  function retry() {
    setTimeout(async () => {
      const hello = await connect().catch(() => null);
      if (!hello) return retry();
      listen();
      onRestored(hello);
    }, RECONNECT_DELAY_MS);
  }

  return {
    /**
     * Registers the page. `identity` returns the device and the QR code's keys, also after a lost
     * connection.
     */
    async open(identity) {
      identify = identity;
      const hello = await connect();
      listen();
      return hello;
    },
    ask: (path, body = {}) => post(path, { ...body, page_id: pageId }),
  };
}
