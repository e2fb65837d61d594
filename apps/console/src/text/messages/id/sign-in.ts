export const signIn = {
  'sign_in.title': 'Masuk',
  'sign_in.text':
    'Tempel API key yang punya akses ke workspace Anda. Key tidak disimpan di peramban ini: server menggantinya dengan cookie.',
  'sign_in.key': 'API key',
  'sign_in.submit': 'Masuk',
  'sign_in.where':
    'Belum punya key? Buat dengan `npm run keys -- create --name konsol --scopes read,grab,manage,admin`, atau buka tautan yang dicetak oleh `npm start`.',
  'sign_in.by_link': 'Masuk dengan tautan …',
  'sign_in.link_used':
    'Tautan ini sudah dipakai atau sudah lewat sepuluh menit. Jalankan `npm start` lagi untuk tautan baru, atau masuk dengan API key.',
  'sign_in.ended': 'Anda sudah keluar, atau key Anda dicabut. Silakan masuk lagi.',
} as const;
