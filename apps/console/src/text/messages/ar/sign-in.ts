export const signIn = {
  'sign_in.title': 'تسجيل الدخول',
  'sign_in.text':
    'الصق مفتاح API لمساحة عملك. لا يحتفظ به هذا المتصفح: يستبدله الخادم بملف تعريف ارتباط.',
  'sign_in.key': 'مفتاح API',
  'sign_in.submit': 'دخول',
  'sign_in.where':
    'ليس لديك مفتاح؟ أنشئ واحدًا بالأمر `npm run keys -- create --name console --scopes read,grab,manage,admin`، أو افتح الرابط الذي يطبعه `npm start`.',
  'sign_in.by_link': 'جارٍ الدخول بالرابط …',
  'sign_in.link_used':
    'استُخدم هذا الرابط من قبل أو مضى عليه أكثر من عشر دقائق. شغّل `npm start` مرة أخرى للحصول على رابط جديد، أو ادخل بمفتاح API.',
  'sign_in.ended': 'لقد خرجت، أو أُلغي مفتاحك. يرجى تسجيل الدخول مرة أخرى.',
} as const;
