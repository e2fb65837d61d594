import { API_ROUTES } from '@grabber/contracts/api/routes';
import { IncompleteReason } from '@grabber/contracts/engine/reading';
import { ERROR_STATUS, type ErrorCode } from '@grabber/contracts/error-codes';
import type { RouteContract } from '@grabber/contracts/route';
import { ACTIONS, actionRequired } from '@grabber/contracts/session-action';
import { validationDetails } from '@grabber/service-kit/validation';
import { Compile } from 'typebox/compile';
import { expect, it } from 'vitest';
import { ERROR_PHRASES } from '../../src/messages/error-phrases.ts';
import { storedErrorMessage } from '../../src/messages/messages.ts';
import { itemReason, reasonMessage } from '../../src/messages/reason-messages.ts';
import { actionText, sessionErrorText } from '../../src/messages/session-messages.ts';

const ROUTES: readonly RouteContract[] = Object.values(API_ROUTES);
/** What the schemas of the contract refuse, of each kind. */
const WRONG: readonly unknown[] = [
  null,
  'x',
  '',
  ' ',
  -1,
  1.5,
  1e12,
  true,
  [],
  {},
  ['x', 'x'],
  'x'.repeat(10_000),
  Array.from({ length: 60 }, () => 'x'),
];

it('each detail of a validation has an Indonesian text of its own', () => {
  let count = 0;
  for (const { id, query, body } of ROUTES) {
    for (const schema of [query, body]) {
      if (!schema) continue;
      const { properties = {} } = schema as { properties?: object };
      const wrong = [
        ...WRONG,
        ...WRONG.map((value) =>
          Object.fromEntries(Object.keys(properties).map((name) => [name, value])),
        ),
      ];
      for (const value of wrong) {
        for (const { path, message } of validationDetails(Compile(schema).Errors(value), 'body')) {
          if (typeof message === 'string') throw new Error(`${id} ${path} has one language`);
          count += 1;
          expect(message.id, `${id} ${path}: ${message.en}`).not.toBe(message.en);
          expect(message.id).not.toMatch(/tidak valid|must|undefined/);
        }
      }
    }
  }
  expect(count).toBeGreaterThan(500);
});

it('each reason of an incomplete grab has one, too', () => {
  for (const { const: code } of IncompleteReason.properties.code.anyOf) {
    const reason = { code, message: 'The English text.', count: 3 };
    const indonesian = reasonMessage(reason, 'id');
    expect(indonesian).not.toBe(reason.message);
    expect(indonesian).toMatch(/(sehingga|lihat|tidak|harus|Terlalu)/);
    if (code !== 'REMOVAL_HELD_BACK') expect(reasonMessage(reason, 'en')).toBe(reason.message);
  }
});

it('reasons of items are translated where they are known, and stay as they are elsewhere', () => {
  expect(itemReason('members held back: 12 are missing at once', 'id')).toBe(
    'anggota ditahan: 12 hilang sekaligus',
  );
  expect(itemReason('name is not text', 'id')).toBe('name bukan teks');
  expect(itemReason('name is not text', 'en')).toBe('name is not text');
  expect(itemReason('TypeError: x is null', 'id')).toBe('TypeError: x is null');
});

/** What the engine's reader and the store say of an item, each with examples of what they fill in. */
const ITEM_REASONS = [
  'the page holds no list of its members',
  'the list lacks the account itself',
  '3 of its members could not be read',
  'WhatsApp shows this account only some of its members',
  'no answer in time',
  'WhatsApp did not answer in time',
  'WhatsApp refused it: too many requests',
  'refused by WhatsApp: rate-overlimit',
  'WhatsApp named no members: timeout',
  'WhatsApp Web cannot be asked for all groups',
  'not asked: WhatsApp Web cannot be asked for groups',
  'not asked: the read was ended',
  'not asked: WhatsApp refused other queries of this read: rate-overlimit',
  'not asked: the 20 queries of one read were used up',
  'not asked: the time of this read was over',
  'refused by the database (23514 contacts_identity)',
  'its group is not in this grab',
  'an error without a message',
  'Error: the id is not a group id',
  'Error: the id is not an address',
  'Error: the id has no server',
  'Error: the id is neither a phone number nor a LID',
  'Error: a group of the answer has no id',
  'lid is not a LID',
  'contact_id is not the id of a group',
  'phone_number is not the number of contact_id',
  'contact_id is neither a phone JID nor a LID',
  'participant_id is a LID although the phone is known',
  'lid is not contact_id',
  'older_lids holds what is not a LID',
  'group_created_at is out of range',
  'role is unknown',
  'name is not text',
  'labels is not a list',
  'about is too long',
  'name holds a NUL',
  'name holds half a surrogate pair',
];
/** Words of an English sentence. Names of fields, modules and settings are in both languages. */
const ENGLISH = /\b(the|is|not|was|were|of|its|an?|could|with|to|this|or|and)\b/i;

it('every reason that the reader and the store give for an item is translated', () => {
  for (const reason of ITEM_REASONS) {
    expect(itemReason(reason, 'id'), reason).not.toMatch(ENGLISH);
    expect(itemReason(reason, 'en')).toBe(reason);
  }
});

it('the error of a session is translated for every code, and stays as it is in English', () => {
  for (const code of Object.keys(ERROR_STATUS) as ErrorCode[]) {
    const error = { code, message: 'A text that a newer engine has.' };
    expect(sessionErrorText(error, 'id')).toBe(storedErrorMessage(code, 'id'));
    expect(sessionErrorText(error, 'en')).toBe(error.message);
  }
  const unknown = { code: 'OF_A_NEWER_ENGINE', message: 'A text.' };
  expect(sessionErrorText(unknown, 'id')).toBe('A text.');
});

/** What the engine says beyond the code, so that an operator can act. */
const ENGINE_TEXTS: readonly (readonly [ErrorCode, text: string, kept: string])[] = [
  [
    'WHATSAPP_WEB_CHANGED',
    'WhatsApp Web has changed (version 2.3000.1): groups cannot be read; missing: WAWebX.y, WAWebZ.',
    'WAWebX.y, WAWebZ',
  ],
  [
    'WHATSAPP_WEB_CHANGED',
    'WhatsApp Web has changed (version unknown): no device can be linked; missing: WAWebX.',
    'WAWebX',
  ],
  [
    'WHATSAPP_WEB_CHANGED',
    'whatsapp-web.js does not work with this version of WhatsApp Web: module WAWebX is missing.',
    'WAWebX',
  ],
  ['NO_NETWORK', 'WhatsApp Web could not be loaded (ERR_FAILED): check the network.', 'ERR_FAILED'],
  [
    'BROWSER_FAILED',
    'No browser was found: install Google Chrome or Chromium, or set PUPPETEER_EXECUTABLE_PATH.',
    'PUPPETEER_EXECUTABLE_PATH',
  ],
  [
    'BROWSER_FAILED',
    "Chromium's sandbox does not work here (no user namespaces). Allow user namespaces (docs/operating.md), or set ENGINE_NO_SANDBOX=true to run without it.",
    'ENGINE_NO_SANDBOX=true',
  ],
  ['BROWSER_FAILED', 'The browser could not be started (EACCES).', 'EACCES'],
  ['WHATSAPP_REFUSED', 'WhatsApp blocks the network address of this machine.', 'alamat jaringan'],
  ['WHATSAPP_REFUSED', 'WhatsApp has blocked this business account.', 'akun bisnis'],
  [
    'PROXY_UNREACHABLE',
    'The proxy of the session refused the connection (status 403).',
    'status 403',
  ],
  [
    'PROFILE_IN_USE',
    'Another engine runs this session: stop it there, or wait until it has ended.',
    'Engine lain',
  ],
];

it.each(ENGINE_TEXTS)(
  'the translation of %s keeps what an operator needs: %s',
  (code, message, kept) => {
    const text = sessionErrorText({ code, message }, 'id');
    expect(text).toContain(kept);
    expect(text).not.toBe(storedErrorMessage(code, 'id'));
    expect(text.replaceAll(/\(.*?\)/g, '')).not.toMatch(ENGLISH);
  },
);

it('what a person must do is translated for each code', () => {
  for (const [code, english] of Object.entries(ACTIONS)) {
    const action = actionRequired('failed', { code, message: '' });
    expect(action).toEqual({ code, message: english });
    const indonesian = actionText({ code, message: english }, 'id');
    expect(indonesian).toMatch(/\b(session|WhatsApp|kode|buku alamat)\b/i);
    expect(indonesian).not.toMatch(ENGLISH);
    expect(actionText({ code, message: english }, 'en')).toBe(english);
  }
});

it('no message of a stored error names a status that is no longer known', () => {
  for (const code of Object.keys(ERROR_STATUS) as ErrorCode[]) {
    expect(storedErrorMessage(code, 'id')).not.toContain('{');
    expect(ERROR_PHRASES[code].id).toContain(storedErrorMessage(code, 'id'));
  }
});
