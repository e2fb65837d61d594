import type { ReadKind } from '@grabber/contracts/engine/reading';
import type { ErrorCode } from '@grabber/contracts/error-codes';
import { ERROR_PHRASES } from './error-phrases.ts';
import type { Language, Phrase } from './language.ts';

const GRABBED: Readonly<Record<ReadKind, Phrase>> = {
  groups: {
    id: 'Kontak grup berhasil diambil dan disimpan',
    en: 'Group contacts were grabbed and saved',
  },
  contacts: {
    id: 'Kontak individual berhasil diambil dan disimpan',
    en: 'Individual contacts were grabbed and saved',
  },
  all: {
    id: 'Semua kontak berhasil diambil dan disimpan',
    en: 'All contacts were grabbed and saved',
  },
};

const GRAB_FAILED: Readonly<Record<ReadKind, Phrase>> = {
  groups: { id: 'Gagal mengambil kontak grup', en: 'Failed to grab group contacts' },
  contacts: { id: 'Gagal mengambil kontak individual', en: 'Failed to grab individual contacts' },
  all: { id: 'Gagal mengambil semua kontak', en: 'Failed to grab all contacts' },
};

const DONE = {
  sessionCreated: { id: 'Session berhasil dibuat', en: 'The session was created' },
  sessionRenamed: { id: 'Nama session berhasil diubah', en: 'The session was renamed' },
  sessionChanged: { id: 'Pengaturan session berhasil diubah', en: 'The session was changed' },
  sessionWoken: { id: 'Session dibangunkan', en: 'The session was woken' },
  sessionRestarted: { id: 'Session dimulai ulang', en: 'The session was restarted' },
  pairingCodeMade: {
    id: 'Kode pairing berhasil dibuat. Peringatan: kode ini dapat memutus session lain yang sedang terhubung dengan nomor yang sama',
    en: 'The pairing code was created. Warning: it can unlink a connected session of the same number',
  },
  keyCreated: {
    id: 'API key berhasil dibuat. Simpan sekarang: key hanya ditampilkan sekali',
    en: 'The API key was created. Save it now: it is shown only once',
  },
  keyRotated: {
    id: 'API key berhasil diganti. Simpan key baru sekarang: key hanya ditampilkan sekali',
    en: 'The API key was replaced. Save the new one now: it is shown only once',
  },
  keyRevoked: { id: 'API key berhasil dicabut', en: 'The API key was revoked' },
  webhookCreated: {
    id: 'Webhook berhasil dibuat. Simpan secret sekarang: hanya ditampilkan sekali',
    en: 'The webhook was created. Save the secret now: it is shown only once',
  },
  webhookChanged: { id: 'Webhook berhasil diubah', en: 'The webhook was changed' },
  webhookDeleted: { id: 'Webhook berhasil dihapus', en: 'The webhook was deleted' },
  webhookSecretRotated: {
    id: 'Secret webhook berhasil diganti. Simpan sekarang: hanya ditampilkan sekali',
    en: 'The secret of the webhook was replaced. Save it now: it is shown only once',
  },
  webhookReplayed: {
    id: 'Event akan dikirim ulang',
    en: 'The events will be sent again',
  },
  signedIn: { id: 'Berhasil masuk', en: 'Signed in' },
  signedOut: { id: 'Berhasil keluar', en: 'Signed out' },
  signInLinkCreated: {
    id: 'Tautan masuk berhasil dibuat. Berlaku sepuluh menit, sekali pakai',
    en: 'The sign-in link was created. It works once, for ten minutes',
  },
  workspaceCreated: { id: 'Workspace berhasil dibuat', en: 'The workspace was created' },
  sessionStarted: { id: 'Session dimulai', en: 'The session was started' },
  sessionStopped: { id: 'Session dihentikan', en: 'The session was stopped' },
  sessionLoggedOut: {
    id: 'Session berhasil logout dari WhatsApp',
    en: 'The session was logged out of WhatsApp',
  },
  grabQueued: {
    id: 'Pengambilan kontak masuk antrean',
    en: 'The grab was queued',
  },
  sessionDeleted: { id: 'Session berhasil dihapus', en: 'The session was deleted' },
  sessionDeletedUnconfirmed: {
    id: 'Session dihapus, tetapi perangkat mungkin masih tertaut: hapus di ponsel, menu Perangkat tertaut',
    en: 'The session was deleted, but its device may still be linked: remove it on the phone, under Linked devices',
  },
  personErased: {
    id: 'Data orang ini berhasil dihapus',
    en: 'The data of this person were erased',
  },
  scheduleCreated: { id: 'Jadwal berhasil dibuat', en: 'The schedule was created' },
  scheduleChanged: { id: 'Jadwal berhasil diubah', en: 'The schedule was changed' },
  scheduleDeleted: { id: 'Jadwal berhasil dihapus', en: 'The schedule was deleted' },
  exclusionDeleted: { id: 'Pengecualian berhasil dihapus', en: 'The exclusion was deleted' },
  contactChanged: { id: 'Kontak berhasil diubah', en: 'The contact was changed' },
  tagsChanged: { id: 'Tag berhasil diubah', en: 'The tags were changed' },
  settingsChanged: {
    id: 'Pengaturan workspace berhasil diubah',
    en: 'The settings of the workspace were changed',
  },
  contactDeleted: { id: 'Kontak berhasil dihapus', en: 'The contact was deleted' },
  personsExcluded: { id: 'Orang berhasil dikecualikan', en: 'The persons were excluded' },
  contactsDeleted: { id: 'Kontak berhasil dihapus', en: 'The contacts were deleted' },
} as const satisfies Record<string, Phrase>;

/** Stands for the name of a person or group that has none. */
const UNNAMED = {
  individual: { id: 'Tanpa nama', en: 'No name' },
  group: { id: 'Grup tanpa nama', en: 'Unnamed group' },
} as const satisfies Record<string, Phrase>;

export function unnamedText(type: keyof typeof UNNAMED, language: Language): string {
  return UNNAMED[type][language];
}

export function grabbedMessage(kind: ReadKind, language: Language): string {
  return GRABBED[kind][language];
}

export function doneMessage(what: keyof typeof DONE, language: Language): string {
  return DONE[what][language];
}

/** The message of an error that is long past: the session's status of then is not known. */
export function storedErrorMessage(code: ErrorCode, language: Language): string {
  return ERROR_PHRASES[code][language].replace(' Status: {status}', '');
}

const REFUSALS: Readonly<Record<string, string>> = {
  'The body is not valid JSON.': 'Isi permintaan bukan JSON yang valid.',
  'The body is empty: send JSON, or leave Content-Type out.':
    'Isi permintaan kosong: kirim JSON, atau hapus Content-Type.',
  'This is not valid HTTP.': 'Permintaan ini bukan HTTP yang valid.',
};

/** What is wrong with a request that could not be read at all. */
export function refusalMessage(english: string, language: Language): string {
  return language === 'en' ? english : (REFUSALS[english] ?? ERROR_PHRASES.VALIDATION_FAILED.id);
}

/** The message of an error. For a failed grab it begins with "Failed to grab …", as the specification shows. */
export function errorMessage(
  error: {
    code: ErrorCode;
    status: number;
    sessionStatus?: string | undefined;
  },
  context: { language: Language; grabKind?: ReadKind | undefined },
): string {
  const phrase = ERROR_PHRASES[error.code][context.language];
  const reason = phrase.replace('{status}', error.sessionStatus ?? 'disconnected');
  if (!context.grabKind || error.status < 500) return reason;
  return `${GRAB_FAILED[context.grabKind][context.language]}: ${reason}`;
}
