import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Fault, MemberChoice } from '../src/faults.ts';
import { type Simulator, startSimulator } from '../src/simulator.ts';
import { openLinkedPage, type TestPage } from './testing/linked-page.ts';

const SPEC = { contacts: 20, groups: 4, participants: 5, seed: 33, metadata_loaded_share: 1 };

let simulator: Simulator;
let page: TestPage;
let account: string;
let truth: Awaited<ReturnType<Simulator['control']['truth']>>;
let group: string;

beforeAll(async () => {
  simulator = await startSimulator();
  const opened = await openLinkedPage(simulator, SPEC);
  page = opened;
  account = opened.account.account_id;
  truth = await simulator.control.truth(account);
  group = truth.groups[0]!.contact_id;
});
afterAll(async () => {
  await page.close();
  await simulator.stop();
});

/** The value of an expression during the fault, and after it was cleared. */
async function during<Value>(fault: Fault, expression: string): Promise<[Value, Value]> {
  await simulator.control.injectFault(account, fault);
  const struck = await page.evaluate<Value>(expression);
  await simulator.control.clearFaults(account);
  return [struck, await page.evaluate<Value>(expression)];
}

/** One character for each member: `x` if reading it throws, `o` for the own one, else `.`. */
const lookAtMembers = () => `(() => {
  const me = require('WAWebUserPrefsMeUser');
  const own = [me.getMaybeMePnUser(), me.getMaybeMeLidUser()].map((wid) => wid?.user);
  const { participants } = require('WAWebGroupMetadataCollection').get('${group}');
  return participants.getModelsArray().map((one) => {
    try { return own.includes(one.id.user) ? 'o' : '.'; } catch { return 'x'; }
  }).join('');
})()`;

describe('members of a group throw', () => {
  test.each([
    ['all', () => 'xxxxx'],
    ['own', (whole: string) => whole.replace('o', 'x')],
    ['others', (whole: string) => whole.replaceAll('.', 'x')],
    [1, (whole: string) => `${whole[0]}x${whole.slice(2)}`],
  ] as const)('%s of them', async (member, expected) => {
    const fault = { type: 'group_throws', group_id: group, where: 'member', member } as const;
    const [struck, after] = await during<string>(fault, lookAtMembers());
    expect(after).toMatch(/^\.*o\.*$/);
    expect(struck).toBe(expected(after));
  });

  test('one by id, also when WhatsApp has sent the members again', async () => {
    const member = truth.groups[0]!.participants[2]!.participant_id as MemberChoice;
    const fault = { type: 'group_throws', group_id: group, where: 'member', member } as const;
    const update = `require('WAWebGroupQueryGroupJob').queryGroupJob('${group}', 'interactive')`;
    const [struck, after] = await during<string>(fault, `${update}.then(() => ${lookAtMembers()})`);
    expect(struck.match(/x/g)).toHaveLength(1);
    expect(after).not.toContain('x');
  });
});

describe('an id is odd', () => {
  const idText = (find: string) => `(() => {
    const { id } = ${find};
    return typeof id === 'object' ? Object.keys(id).join() : typeof id;
  })()`;

  test.each([
    ['undefined', 'undefined'],
    ['string', 'string'],
    ['no_server', 'user'],
  ] as const)('%s, of a contact and of a member', async (shape, text) => {
    const { contact_id } = truth.contacts.find(({ phone_number }) => phone_number)!;
    const key = contact_id.replace('@s.whatsapp.net', '@c.us');
    const { Contact, GroupMetadata } = {
      Contact: `require('WAWebCollections').Contact.get('${key}')`,
      GroupMetadata: `require('WAWebGroupMetadataCollection').get('${group}')`,
    };
    const [contact, contactAfter] = await during(
      { type: 'contact_id_odd', contact_id, shape },
      idText(Contact),
    );
    const [member, memberAfter] = await during(
      { type: 'member_id_odd', group_id: group, member: 0, shape },
      idText(`${GroupMetadata}.participants.getModelsArray()[0]`),
    );
    expect([contact, member]).toEqual([text, text]);
    expect([contactAfter, memberAfter]).toEqual(
      Array(2).fill(expect.stringMatching(/server,user/)),
    );
  });
});

describe('a group has no metadata', () => {
  const look = () => `(async () => {
    const { Chat } = require('WAWebCollections');
    const GroupMetadata = require('WAWebGroupMetadataCollection');
    await require('WAWebGroupQueryGroupJob').queryGroupJob('${group}', 'interactive');
    return [Chat.get('${group}').groupMetadata, GroupMetadata.get('${group}')].map(Boolean);
  })()`;

  test.each([
    ['chat', [false, true]],
    ['page', [false, false]],
  ] as const)('in the %s', async (where, expected) => {
    const fault = { type: 'no_metadata', group_id: group, where } as const;
    expect(await during(fault, look())).toEqual([expected, [true, true]]);
  });
});

test('a nested member of a module is missing for every caller of require, and the page still works', async () => {
  const fault = {
    type: 'module_missing',
    module: 'WAWebCollections',
    member: 'Contact.get',
  } as const;
  const look = `(() => {
    const { Contact } = require('WAWebCollections');
    return [typeof Contact.get, Contact.getModelsArray().length > 0];
  })()`;
  expect(await during(fault, look)).toEqual([
    ['undefined', true],
    ['function', true],
  ]);
});
