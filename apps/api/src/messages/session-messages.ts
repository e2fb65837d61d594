import { isErrorCode } from '@grabber/contracts/error-codes';
import {
  type ActionCode,
  type ActionRequired,
  isActionCode,
} from '@grabber/contracts/session-action';
import type { SessionError } from '@grabber/contracts/session-status';
import { type Language, type Translation, translated } from './language.ts';
import { storedErrorMessage } from './messages.ts';

const LINK_AGAIN = 'Jalankan session lalu tautkan lagi dengan QR code atau kode pairing baru.';

/** What a person must do. The contract has the English. */
const ACTIONS: Readonly<Record<ActionCode, string>> = {
  DEVICE_IN_USE:
    'Tutup browser atau engine lain yang memakai perangkat tertaut ini, lalu jalankan session.',
  ACCOUNT_CHANGED:
    'Buku alamat yang tersimpan milik akun lain: hapus buku alamat itu, atau tautkan akun ini di session baru.',
  ACCOUNT_BANNED:
    'Buka WhatsApp di ponsel. Jalankan session setelah masa pemblokiran akun selesai.',
  ACCOUNT_LOCKED: `Buka WhatsApp di ponsel dan selesaikan masalahnya di sana. ${LINK_AGAIN}`,
  SCREEN_LOCKED:
    'Hapus perangkat di ponsel, menu Perangkat tertaut. Hapus session dengan force=true, lalu tautkan session baru.',
  WHATSAPP_REFUSED:
    'Buka WhatsApp di ponsel dan selesaikan masalahnya di sana, lalu jalankan session.',
  SESSION_LOGGED_OUT: LINK_AGAIN,
  LOGGED_OUT_UNKNOWN: `Buka WhatsApp di ponsel dan periksa apakah akunnya masih berfungsi. ${LINK_AGAIN}`,
  LOGGED_OUT_CLIENT_FAILURE: LINK_AGAIN,
  LOGGED_OUT_SYNC_FAILURE: LINK_AGAIN,
  LOGGED_OUT_HISTORY_TIMEOUT: `Buka WhatsApp di ponsel dan biarkan terbuka. ${LINK_AGAIN}`,
  LOGIN_LOST: `Hapus perangkat di ponsel, menu Perangkat tertaut. ${LINK_AGAIN}`,
  PROXY_AUTH_FAILED:
    'Perbaiki nama pengguna dan kata sandi proxy session ini, lalu jalankan session.',
  DIALOG_OPEN:
    'WhatsApp mungkin melepas perangkat ini. Jika ya, tautkan lagi session ini; jika terjadi lagi, laporkan.',
  PAIRING_CODE_RENEWED: 'Minta kode pairing baru. Kode yang terakhir sudah tidak berlaku.',
};

/** What the engine says beyond the code of an error. Names of modules, settings and system errors stay. */
const ENGINE_TEXTS: readonly Translation[] = [
  [
    /^WhatsApp Web has changed \(version (\S+)\): no device can be linked; missing: (.+)\.$/,
    'WhatsApp Web berubah (versi $1): perangkat tidak dapat ditautkan; yang tidak ada: $2.',
  ],
  [
    /^WhatsApp Web has changed \(version (\S+)\): groups and contacts cannot be read; missing: (.+)\.$/,
    'WhatsApp Web berubah (versi $1): grup dan kontak tidak dapat dibaca; yang tidak ada: $2.',
  ],
  [
    /^WhatsApp Web has changed \(version (\S+)\): groups cannot be read; missing: (.+)\.$/,
    'WhatsApp Web berubah (versi $1): grup tidak dapat dibaca; yang tidak ada: $2.',
  ],
  [
    /^WhatsApp Web has changed \(version (\S+)\): contacts cannot be read; missing: (.+)\.$/,
    'WhatsApp Web berubah (versi $1): kontak tidak dapat dibaca; yang tidak ada: $2.',
  ],
  [
    /^WhatsApp Web has changed \(version (\S+)\): all reads work, .+; missing: (.+)\.$/,
    'WhatsApp Web berubah (versi $1): semua tetap dapat dibaca, sebagian kurang lengkap; yang tidak ada: $2.',
  ],
  [
    /^WhatsApp Web loaded without window\.Debug\.VERSION: .+$/,
    'WhatsApp Web dimuat tanpa window.Debug.VERSION: WhatsApp Web berubah, atau menolak browser ini.',
  ],
  [
    /^whatsapp-web\.js does not work with .+: module (\w+) is missing\.$/,
    'whatsapp-web.js tidak cocok dengan versi WhatsApp Web ini: modul $1 tidak ada.',
  ],
  [
    /^whatsapp-web\.js does not work with this version of WhatsApp Web\.$/,
    'whatsapp-web.js tidak cocok dengan versi WhatsApp Web ini.',
  ],
  [
    /^WhatsApp Web could not be loaded \((\w+)\): check the network\.$/,
    'WhatsApp Web tidak dapat dimuat ($1): periksa jaringan.',
  ],
  [
    /^No browser was found: .+$/,
    'Browser tidak ditemukan: pasang Google Chrome atau Chromium, atau isi PUPPETEER_EXECUTABLE_PATH.',
  ],
  [
    /^No (Chrome or Chromium|chrome-headless-shell) was found: .+$/,
    'Browser tidak ditemukan ($1): pasang satu, atau isi ENGINE_BROWSER atau PUPPETEER_EXECUTABLE_PATH.',
  ],
  [
    /^PUPPETEER_EXECUTABLE_PATH is not a browser that runs here \((.+)\): correct or unset it\.$/s,
    'PUPPETEER_EXECUTABLE_PATH bukan browser yang dapat berjalan di sini ($1): perbaiki atau kosongkan.',
  ],
  [
    /^The packaged browser does not run here \((.+)\): install .+$/s,
    'Browser bawaan tidak dapat berjalan di sini ($1): pasang Google Chrome atau Chromium, atau isi PUPPETEER_EXECUTABLE_PATH.',
  ],
  [
    /^Chromium's sandbox does not work here \((.+)\)\. Run the engine as a user other than root, .+$/s,
    'Sandbox Chromium tidak berfungsi di sini ($1). Jalankan engine sebagai pengguna selain root, atau izinkan user namespace (docs/operating.md), atau isi ENGINE_NO_SANDBOX=true untuk berjalan tanpa sandbox.',
  ],
  [
    /^Chromium's sandbox does not work here \((.+)\)\. Allow .+$/s,
    'Sandbox Chromium tidak berfungsi di sini ($1). Izinkan user namespace (docs/operating.md), atau isi ENGINE_NO_SANDBOX=true untuk berjalan tanpa sandbox.',
  ],
  [
    /^The browser did not open a page within (\d+) ms\.$/,
    'Browser tidak membuka halaman dalam $1 ms.',
  ],
  [/^The browser could not be started \((\w+)\)\.$/, 'Browser tidak dapat dijalankan ($1).'],
  [
    /^The browser (?:did not start|could not be started): check the log of the engine\.$/,
    'Browser tidak dapat dijalankan: periksa log engine.',
  ],
  [/^A browser of this profile does not end\.$/, 'Browser untuk profil ini tidak mau berhenti.'],
  [/^The browser exited unexpectedly\.$/, 'Browser berhenti mendadak.'],
  [/^The page crashed or ran out of memory\.$/, 'Halaman browser crash atau kehabisan memori.'],
  [/^WhatsApp Web does not answer\.$/, 'WhatsApp Web tidak merespons.'],
  [
    /^WhatsApp Web did not reach a QR code or a connection in time\.$/,
    'WhatsApp Web tidak menampilkan QR code atau terhubung tepat waktu.',
  ],
  [
    /^WhatsApp Web did not finish its sync in time\.$/,
    'WhatsApp Web tidak selesai menyinkronkan tepat waktu.',
  ],
  [
    /^WhatsApp Web is gone from the page and did not come back\.$/,
    'WhatsApp Web hilang dari halaman browser dan tidak kembali.',
  ],
  [/^WhatsApp Web did not start in the browser\.$/, 'WhatsApp Web tidak mulai di browser.'],
  [/^WhatsApp blocks the network address .+$/, 'WhatsApp memblokir alamat jaringan mesin ini.'],
  [/^WhatsApp has blocked this account\.$/, 'WhatsApp memblokir akun ini.'],
  [/^WhatsApp has blocked this business account\.$/, 'WhatsApp memblokir akun bisnis ini.'],
  [
    /^WhatsApp Web was logged out without a reason: .+$/,
    'WhatsApp Web logout tanpa alasan: perangkat dihapus di ponsel, atau WhatsApp menolak akun ini.',
  ],
  [
    /^The QR was not scanned in time: .+$/,
    'QR code tidak dipindai tepat waktu: jalankan lagi session.',
  ],
  [
    /^The proxy of the session cannot be reached \((.+)\)\.$/,
    'Proxy session ini tidak dapat dihubungi ($1).',
  ],
  [
    /^The proxy of the session refused the connection \(status (\d+)\)\.$/,
    'Proxy session ini menolak koneksi (status $1).',
  ],
  [
    /^The proxy of the session cannot be read, .+$/,
    'Proxy session ini tidak dapat dibaca karena secret engine berubah: jalankan lagi session.',
  ],
  [
    /^Another engine runs this session: .+$/,
    'Engine lain menjalankan session ini: hentikan di sana, atau tunggu sampai selesai.',
  ],
  [
    /^Its session\.json cannot be read: .+$/,
    'session.json milik session ini tidak dapat dibaca: jalankan lagi session, atau logout.',
  ],
  [
    /^The session (?:stopped unexpectedly|could not be restored): check the log of the engine\.$/,
    'Session berhenti mendadak atau tidak dapat dipulihkan: periksa log engine.',
  ],
];

/** Why a session stopped or struggles. A text that is not known here becomes the message of its code. */
export function sessionErrorText({ code, message }: SessionError, language: Language): string {
  if (language === 'en') return message;
  const known = translated(message, ENGINE_TEXTS);
  return known ?? (isErrorCode(code) ? storedErrorMessage(code, language) : message);
}

/** What a person must do. */
export function actionText({ code, message }: ActionRequired, language: Language): string {
  return language === 'id' && isActionCode(code) ? ACTIONS[code] : message;
}
