/** Ids begin with `start.`. */
export const start = {
  'start.text':
    'Key ini boleh memulai grab. Kontak, grup, dan hasil grab tidak terlihat dengan key ini.',
  'start.account': 'Akun',
  'start.account_hint':
    '`session_id` atau `external_id` akun. Orang yang key-nya boleh membaca menemukannya di kartu akun.',
  'start.accounts_hint': '{count, plural, other {# akun untuk key ini, menurut `session_id`.}}',
  'start.no_account': 'Akun untuk key ini sudah dihapus.',
  'start.grab_id': 'Id-nya:',
  'start.more': 'Cara melihat lebih banyak',
  'start.more_text':
    'Dengan scope `read`, key juga melihat akun, kontak, perubahan, dan kemajuan grab. Scope sebuah key tidak berubah: orang dengan scope `admin` bisa membuatkan key lain.',
} as const;
