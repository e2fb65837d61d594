import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pack } from 'tar-stream';
import { expect, it } from 'vitest';
import { isLinkFile } from '../../src/bundles/link-files.ts';
import { unpackProfile } from '../../src/bundles/pack-profile.ts';
import { contentOf, DATABASE, folderForTest } from '../support/linked-profile.ts';

type Item = { name: string; text?: string; type?: 'symlink' | 'link' | 'directory' | 'fifo' };

const RECORD: Item = { name: 'session.json', text: '{}' };
const FILE: Item = { name: `profile/${DATABASE}`, text: 'database' };
const FOLDER = 'profile/Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb';

/** Unpacks what only the holder of the key could have sealed. */
async function unpack(items: readonly Item[]) {
  const archive = pack();
  for (const { name, text = '', type } of items) {
    archive.entry({ name, ...(type && { type, linkname: '/etc/passwd' }) }, text);
  }
  archive.finalize();
  const folder = await folderForTest();
  const bytes = Readable.from(archive as AsyncIterable<unknown>);
  const unpacked = unpackProfile(bytes, join(folder, 'profile'));
  return { folder, unpacked: await unpacked };
}

it('an archive of a record and a database is unpacked', async () => {
  await expect(unpack([RECORD, FILE])).resolves.toMatchObject({ unpacked: '{}' });
});

it.each<[string, Item[]]>([
  ['an absolute path', [RECORD, { name: '/tmp/other', text: 'x' }]],
  ['a path out of the profile', [RECORD, { name: 'profile/../../other', text: 'x' }]],
  ['a path out of a folder of the link', [RECORD, { name: `${FOLDER}/../../Cookies`, text: 'x' }]],
  ['a folder in place of a name', [RECORD, { name: `${FOLDER}//one`, text: 'x' }]],
  ['a control character', [RECORD, { name: `${FOLDER}/a\nb`, text: 'x' }]],
  ['a file that no link has', [RECORD, { name: 'profile/Default/Cookies', text: 'x' }]],
  ['a symbolic link', [RECORD, { name: `${FOLDER}/one`, type: 'symlink' }]],
  ['a hard link', [RECORD, { name: `${FOLDER}/one`, type: 'link' }]],
  ['a pipe', [RECORD, { name: `${FOLDER}/one`, type: 'fifo' }]],
  ['a folder', [RECORD, { name: `${FOLDER}/one`, type: 'directory' }]],
  ['one file twice', [RECORD, FILE, FILE]],
  ['two records', [RECORD, RECORD]],
  ['no record', [FILE]],
])('an archive with %s is refused', async (_, items) => {
  await expect(unpack(items)).rejects.toMatchObject({ code: 'BUNDLE_DAMAGED' });
});

it('the rest of a refused archive is not written', async () => {
  const folder = await folderForTest();
  const archive = pack();
  archive.entry({ name: '../../outside' }, 'x');
  archive.finalize();
  const bytes = Readable.from(archive as AsyncIterable<unknown>);
  await expect(unpackProfile(bytes, join(folder, 'profile'))).rejects.toThrow();
  expect(await contentOf(folder)).toEqual(new Map());
});

it('only the databases and the local storage of WhatsApp Web belong to a link', () => {
  const yes = [DATABASE, 'Default/Local Storage/leveldb/CURRENT'];
  const no = [
    'Default/Cookies',
    'Default/Preferences',
    'Local State',
    'Default/Session Storage/CURRENT',
    'Default/IndexedDB/https_example.org_0.indexeddb.leveldb/CURRENT',
    'Default/Local Storage/leveldb/LOCK',
    'Default/Local Storage/leveldb/LOG.old',
    'Default/Local Storage/leveldb',
    'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb./../x',
    'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.leveldb/',
  ];
  expect(yes.filter(isLinkFile)).toEqual(yes);
  expect(no.filter(isLinkFile)).toEqual([]);
});
