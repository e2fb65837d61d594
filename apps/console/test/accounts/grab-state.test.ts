import type { ApiGrabEvent } from '@grabber/contracts/api/event';
import { describe, expect, it } from 'vitest';
import {
  type Grab,
  lastComplete,
  lastEnded,
  lastStored,
  runningGrab,
} from '../../src/rooms/accounts/grab-state.ts';

const grab = (grab_id: string, state: Grab['state']) => ({ grab_id, state, kind: 'all' }) as Grab;
const event = (grab_id: string, state: Grab['state']) =>
  ({ type: 'grab', grab_id, state, kind: 'all' }) as ApiGrabEvent;

describe('grab that runs', () => {
  it('is known by the event before the list has it', () => {
    expect(runningGrab([], event('b', 'queued'))).toEqual({
      grab_id: 'b',
      kind: 'all',
      isQueued: true,
    });
  });

  it('is known by the list before an event comes', () => {
    const running = { grab_id: 'b', kind: 'all', isQueued: false };
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
    expect(lastComplete(grabs)?.grab_id).toBe('b');
    expect(lastComplete([])).toBeUndefined();
  });
});
