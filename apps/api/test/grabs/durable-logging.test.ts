import { sessionWaiters } from '@grabber/database/testing/hold-table';
import { engineContact, engineGroup } from '@grabber/engine-client/testing/engine-factories';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { grabInState, grabPath, queueGrab } from '../support/durable-grabs.ts';
import { connectedSession, createSession, request } from '../support/request.ts';
import { startTestApi, type TestApi } from '../support/test-api.ts';

const STORED = 'All contacts grabbed and saved successfully';
const FAILED = 'Error grabbing all contacts';
const TRIED_AGAIN = 'Durable grab failed, retrying later';
const JOINED = 'Grab already stored by another run';

let api: TestApi;
let replica: TestApi;
beforeAll(async () => {
  const grabRetry = { limit: 1, delaySeconds: 1, maxDelaySeconds: 1 };
  api = await startTestApi({ grabRetry });
  replica = await startTestApi({ beside: api, grabRetry });
});
afterEach(() => api.engine.clearFaults());
afterAll(async () => {
  await replica.stop();
  await api.stop();
});

const account = { groups: [engineGroup()], contacts: [engineContact()] };

/** What was logged of a session, requests and statuses aside. */
function events(at: TestApi, id: string, messages = [FAILED, TRIED_AGAIN, STORED, JOINED]) {
  return at.logs
    .filter(({ session_id, msg }) => session_id === id && messages.includes(String(msg)))
    .map(({ level, msg, grab_id, try_number, error }) => ({
      level,
      msg,
      grab_id,
      try_number,
      error,
    }));
}

describe('the tries of a durable grab', () => {
  it('are warnings with its id and their number while others follow; the last one is an error', async () => {
    const id = await connectedSession(api, account);
    const message = 'the browser is gone';
    api.engine.setFault('readAll', { kind: 'error', code: 'BROWSER_CRASHED', message });
    const queued = await queueGrab(api, id);
    const { grab_id } = await grabInState(api, queued, 'failed');
    // The grab shows as ended before its last line is written.
    await vi.waitFor(() =>
      expect(events(api, id)).toEqual([
        { level: 'warn', msg: TRIED_AGAIN, grab_id, try_number: 1, error: message },
        { level: 'error', msg: FAILED, grab_id, try_number: 2, error: message },
      ]),
    );
  });

  it('are also logged while the session is not connected, because no client gets the error', async () => {
    const id = await createSession(api);
    api.engine.setSession(id, { status: 'connecting' });
    const { grab_id } = await grabInState(api, await queueGrab(api, id), 'failed');
    // The grab shows as ended before its last line is written.
    await vi.waitFor(() =>
      expect(events(api, id)).toMatchObject([
        { level: 'warn', msg: TRIED_AGAIN, grab_id, try_number: 1 },
        { level: 'error', msg: FAILED, grab_id, try_number: 2 },
      ]),
    );
  });

  it('are an error at once when somebody must mend something first', async () => {
    const id = await connectedSession(api, account);
    api.engine.setFault('readAll', { kind: 'error', code: 'WHATSAPP_WEB_CHANGED' });
    const { grab_id } = await grabInState(api, await queueGrab(api, id), 'failed');
    // The grab shows as ended before its last line is written.
    await vi.waitFor(() =>
      expect(events(api, id)).toMatchObject([
        { level: 'error', msg: FAILED, grab_id, try_number: 1 },
      ]),
    );
  });
});

it('a grab that another replica has stored for the one that waited is logged as saved once', async () => {
  const id = await connectedSession(api, account);
  const gate = api.engine.pauseReads('all', 1);
  const queued = await queueGrab(api, id);
  await gate.reached;
  const waits = request(replica, `/api/sessions/${id}/grab-all`);
  await vi.waitFor(async () => expect(await sessionWaiters(api.db)).toBe(1));
  gate.open();
  const { grab_id } = (await waits).body.data;
  await grabInState(api, queued, 'complete');
  expect(grab_id).toBe(queued.body.data.grab_id);
  const messages = () => [...events(api, id), ...events(replica, id)].map(({ msg }) => msg);
  // What is stored shows before the run that stored it has logged that.
  await vi.waitFor(() => expect(messages().sort()).toEqual([STORED, JOINED].sort()));
  expect(events(replica, id, [JOINED])).toMatchObject([{ level: 'info', grab_id }]);
});

describe('an unexpected error', () => {
  let read: MockInstance;
  beforeEach(() => {
    read = vi.spyOn(api.context.engine, 'read').mockImplementation(() => {
      throw new Error(detail);
    });
  });
  afterEach(() => read.mockRestore());

  const detail = 'relation "the_secret_table" does not exist';
  const phrase = 'Terjadi kesalahan internal';

  it('is a phrase in the record of its grab, and told in full by the log alone', async () => {
    const id = await connectedSession(api, account);
    await request(api, `/api/sessions/${id}/grab-all`);
    const { body } = await request(api, `/api/sessions/${id}/grabs`);
    expect(body.data.grabs[0].error).toEqual({ code: 'INTERNAL_ERROR', message: phrase });
    expect(events(api, id)).toMatchObject([{ level: 'error', msg: FAILED, error: detail }]);
  });

  it('is the same phrase while a durable grab waits for its next try', async () => {
    const id = await connectedSession(api, account);
    const queued = await queueGrab(api, id);
    await vi.waitFor(async () => {
      const { body } = await request(api, grabPath(queued));
      expect(body.data.error).toEqual({ code: 'INTERNAL_ERROR', message: phrase });
    });
    await grabInState(api, queued, 'failed');
    const levels = events(api, id).map(({ level, error }) => [level, error]);
    expect(levels).toEqual([
      ['warn', detail],
      ['error', detail],
    ]);
  });
});
