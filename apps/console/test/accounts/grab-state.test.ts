import type { ApiGrabEvent } from '@grabber/contracts/api/event';
import { describe, expect, it } from 'vitest';
import {
  type Grab,
  lastEnded,
  lastStored,
  runningGrab,
} from '../../src/rooms/accounts/grab-state.ts';

const grab = (grab_id: string, state: Grab['state'], error: Grab['error'] = null) =>
  ({ grab_id, state, kind: 'all', error }) as Grab;
const event = (grab_id: string, state: Grab['state'], error: Grab['error'] = null) =>
  ({ type: 'grab', grab_id, state, kind: 'all', error }) as ApiGrabEvent;
const ENGINE_AWAY = { code: 'ENGINE_UNREACHABLE', message: 'Engine tidak terjangkau.' };

describe('grab that runs', () => {
  it('is known by the event before the list has it', () => {
    expect(runningGrab([], event('b', 'queued'))).toEqual({
      grab_id: 'b',
      kind: 'all',
      isQueued: true,
      failure: null,
    });
  });

  it('says in the language of the page why its last try failed, until the next one begins', () => {
    const english = { ...ENGINE_AWAY, message: 'The engine cannot be reached.' };
    const listed = [grab('b', 'queued', ENGINE_AWAY)];
    expect(runningGrab(listed, event('b', 'queued', english))?.failure).toEqual(ENGINE_AWAY);
    expect(runningGrab([], event('b', 'queued', english))?.failure).toEqual(english);
    expect(runningGrab(listed, event('b', 'running', english))?.failure).toBeNull();
  });

  it('is known by the list before an event comes', () => {
    const running = { grab_id: 'b', kind: 'all', isQueued: false, failure: null };
    expect(runningGrab([grab('b', 'running')], undefined)).toEqual(running);
    expect(runningGrab([grab('b', 'running')], event('a', 'complete'))).toEqual(running);
  });

  it('has ended as soon as the event says so, although the list is older', () => {
    expect(runningGrab([grab('b', 'running')], event('b', 'complete'))).toBeNull();
  });
});

describe('grabs that have ended', () => {
  const grabs = [
    grab('e', 'running'),
    grab('d', 'failed'),
    grab('c', 'partial'),
    grab('b', 'complete'),
    grab('a', 'complete'),
  ];

  it('are found newest first', () => {
    expect(lastEnded(grabs)?.grab_id).toBe('d');
    expect(lastStored(grabs)?.grab_id).toBe('c');
  });
});
