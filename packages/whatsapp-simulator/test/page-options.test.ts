import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Simulator, startSimulator } from '../src/simulator.ts';
import { HAS_SYNCED, openLinkedPage, openPage } from './testing/linked-page.ts';
import { makeProfile } from './testing/test-browser.ts';

let simulator: Simulator;
beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

const ASK_FOR_EACH = `Promise.allSettled(require('WAWebGroupMetadataCollection').getModelsArray()
  .map(({ id }) => require('WAWebGroupQueryGroupJob').queryGroupJob(id, 'interactive')))
  .then((all) => all.map((one) => one.status === 'fulfilled' ? 'fine' : one.reason.message))`;

describe('queries', () => {
  test('are counted by kind, from the start or the last reset', async () => {
    const page = await openLinkedPage(simulator, {
      contacts: 30,
      groups: 4,
      left_groups: 0,
      seed: 41,
    });
    const { account_id: id } = page.account;
    try {
      expect(await simulator.control.queries(id)).toMatchObject({ total: 0, peak_in_flight: 0 });
      await page.evaluate(ASK_FOR_EACH);
      await page.evaluate(`(async () => {
        const { BusinessProfile } = require('WAWebCollections');
        const { createWid } = require('WAWebWidFactory');
        await BusinessProfile.find('628111111111@c.us');
        await BusinessProfile.find('628111111111@c.us');
        await require('WAWebQueryExistsJob').queryWidExists(createWid('628111111111@c.us'));
        await require('WAWebFindChatAction').findOrCreateLatestChat(createWid('628111111111@c.us'));
        await require('WAWebContactProfilePicThumbBridge')
          .requestProfilePicFromServer(createWid('628111111111@c.us')).catch(() => {});
      })()`);
      expect(await simulator.control.queries(id)).toMatchObject({
        group_metadata: 4,
        business_profile: 1,
        exists: 1,
        chat_open: 1,
        profile_picture: 1,
        total: 8,
        peak_in_flight: 4,
      });
      await simulator.control.resetQueries(id);
      expect(await simulator.control.queries(id)).toMatchObject({ total: 0, peak_in_flight: 0 });
      // What a client makes end in WhatsApp's log, and what it must leave alone.
      await page.evaluate(`(() => {
        const { createWid } = require('WAWebWidFactory');
        createWid(createWid('628111111111@c.us'));
        require('WAWebApiContact').getCurrentLid(createWid('71@lid'));
        require('WAWebCollections').Msg.getModelsArray();
        void Promise.reject(new Error('unhandled'));
        setTimeout(() => { throw new Error('unhandled'); });
      })()`);
      const logged = { log_lines: 2, page_errors: 2, messages_touched: 1, total: 0 };
      await expect.poll(() => simulator.control.queries(id)).toMatchObject(logged);
    } finally {
      await page.close();
    }
  });

  test.each([
    [{ group_query_max_in_flight: 2 }, 2],
    [{ group_query_max_per_second: 3 }, 3],
  ])('above a limit are answered with rate-overlimit: %j', async (limits, allowed) => {
    const page = await openLinkedPage(simulator, {
      contacts: 5,
      groups: 6,
      left_groups: 0,
      seed: 43,
    });
    try {
      // Every repeat comes while the first queries are in flight.
      const slow = { query_latency_ms: 800, group_retry_ms: 1 };
      await simulator.control.setOptions({ ...limits, ...slow }, page.account.account_id);
      const answers = await page.evaluate<string[]>(ASK_FOR_EACH);
      expect(answers.filter((answer) => answer === 'fine')).toHaveLength(allowed);
      expect(answers.filter((answer) => answer === 'rate-overlimit')).toHaveLength(6 - allowed);
    } finally {
      await page.close();
      await simulator.control.setOptions(
        { group_query_max_in_flight: 0, group_query_max_per_second: 0 },
        page.account.account_id,
      );
    }
  });
});

describe('message keys', () => {
  test.each(['_serialized', '$1'] as const)('come in the shape %s', async (shape) => {
    const { account_id } = await simulator.control.createAccount({
      contacts: 5,
      groups: 2,
      seed: 44,
    });
    await simulator.control.setOptions({ message_key_shape: shape }, account_id);
    const page = await openLinkedPage(simulator, { contacts: 5, groups: 2, seed: 44 });
    try {
      const keys = await page.evaluate<Record<string, unknown>[]>(
        "require('WAWebCollections').Chat.filter(({ lastReceivedKey }) => lastReceivedKey).map((chat) => ({ ...chat.lastReceivedKey }))",
      );
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) {
        expect(key[shape]).toEqual(expect.any(String));
        expect(key).not.toHaveProperty(shape === '$1' ? '_serialized' : '$1');
      }
      const ids = await page.evaluate<string[]>(
        "require('WAWebCollections').Chat.map((chat) => chat.id._serialized)",
      );
      expect(ids.every((id) => typeof id === 'string')).toBe(true);
    } finally {
      await page.close();
    }
  });
});

describe('a page', () => {
  test('can have synced before a client attaches', async () => {
    const profile = await makeProfile();
    const first = await openLinkedPage(simulator, { contacts: 5, groups: 1, seed: 45 }, profile);
    await first.close();
    await simulator.control.setOptions({ early_sync: true }, first.account.account_id);
    const second = await openPage(simulator, profile);
    try {
      await second.until('window.Debug?.VERSION');
      expect(await second.evaluate(HAS_SYNCED)).toBe(true);
    } finally {
      await second.close();
      await rm(profile, { recursive: true, force: true });
    }
  });

  test('can lack its version and modules from the start', async () => {
    await simulator.control.setOptions({
      version_missing: true,
      missing_modules: [{ module: 'WAWebApiContact' }],
    });
    const page = await openPage(simulator);
    try {
      await page.until("window.Debug && require('WAWebSocketModel').Socket.state === 'UNPAIRED'");
      expect(await page.evaluate('window.Debug.VERSION ?? null')).toBeNull();
      await expect(page.evaluate("require('WAWebApiContact')")).rejects.toThrow('unknown module');
    } finally {
      await simulator.control.setOptions({ version_missing: false, missing_modules: [] });
      await page.close();
    }
  });
});
