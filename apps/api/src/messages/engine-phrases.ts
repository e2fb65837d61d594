import type { ErrorCode } from '@grabber/contracts/error-codes';
import type { Phrase } from './language.ts';

/** The messages of what fails at the engine, in its browsers or at WhatsApp Web. */
export const ENGINE_PHRASES = {
  ENGINE_FAULT: {
    id: 'WhatsApp Engine mengalami kesalahan',
    en: 'WhatsApp Engine reported a fault',
  },
  ENGINE_STREAM_TRUNCATED: {
    id: 'Koneksi ke WhatsApp Engine terputus di tengah pembacaan',
    en: 'The connection to WhatsApp Engine broke during the read',
  },
  ENGINE_RESPONSE_INVALID: {
    id: 'Jawaban WhatsApp Engine tidak valid',
    en: 'The answer of WhatsApp Engine is not valid',
  },
  ENGINE_REJECTED_SECRET: {
    id: 'WhatsApp Engine menolak ENGINE_SECRET',
    en: 'WhatsApp Engine refused ENGINE_SECRET',
  },
  WHATSAPP_WEB_CHANGED: {
    id: 'WhatsApp Web berubah dan belum didukung',
    en: 'WhatsApp Web has changed and is not supported yet',
  },
  WHATSAPP_REFUSED: {
    id: 'WhatsApp menolak akun atau jaringan ini',
    en: 'WhatsApp refuses this account or network',
  },
  BROWSER_FAILED: {
    id: 'Browser WhatsApp Engine tidak dapat dijalankan',
    en: 'WhatsApp Engine could not start its browser',
  },
  BROWSER_CRASHED: {
    id: 'Browser WhatsApp Engine berhenti mendadak',
    en: 'The browser of WhatsApp Engine crashed',
  },
  PAGE_UNRESPONSIVE: {
    id: 'Halaman WhatsApp Web tidak merespons',
    en: 'The WhatsApp Web page does not respond',
  },
  READ_FAILED: {
    id: 'Data tidak dapat dibaca dari WhatsApp Web',
    en: 'The data could not be read from WhatsApp Web',
  },
  READ_ABORTED: { id: 'Pembacaan dihentikan', en: 'The read was stopped' },
  PAIRING_FAILED: {
    id: 'Kode pairing tidak dapat dibuat',
    en: 'The pairing code could not be created',
  },
  LOGOUT_NOT_CONFIRMED: {
    id: 'Session sudah dilepas, tetapi WhatsApp tidak mengonfirmasi logout. Perangkat mungkin masih tertaut: hapus di ponsel, menu Perangkat tertaut, lalu hapus session ini',
    en: 'The session was removed, but WhatsApp did not confirm the logout. The device may still be linked: remove it on the phone, under Linked devices, then delete this session',
  },
  LOGOUT_FAILED: {
    id: 'WhatsApp tidak mengonfirmasi logout, jadi perangkat masih tertaut. Coba lagi, atau hapus dahulu di ponsel',
    en: 'WhatsApp did not confirm the logout, so the device is still linked. Try again, or remove it on the phone first',
  },
  QR_EXPIRED: { id: 'QR code sudah kedaluwarsa', en: 'The QR code has expired' },
  ENGINE_UNREACHABLE: {
    id: 'WhatsApp Engine tidak dapat dihubungi',
    en: 'WhatsApp Engine cannot be reached',
  },
  ENGINE_FULL: { id: 'WhatsApp Engine sedang penuh', en: 'WhatsApp Engine is full' },
} satisfies Partial<Record<ErrorCode, Phrase>>;
