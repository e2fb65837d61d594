import type { Text } from '../text.ts';

/** What a client sets of a schedule, and finds in it again. */
const SCHEDULE_SETTINGS: Readonly<Record<string, Text>> = {
  cron: [
    'five parts: minute, hour, day, month, day of the week; at least 15 minutes between two runs',
    'lima bagian: menit, jam, tanggal, bulan, hari; minimal 15 menit antara dua kali jalan',
  ],
  every_hours: [
    'every 1 to 744 hours from the creation on',
    'setiap 1 sampai 744 jam sejak dibuat',
  ],
  time_zone: [
    'of `cron` and `quiet_hours`, as `Asia/Jakarta`; default `UTC`',
    'untuk `cron` dan `quiet_hours`, misalnya `Asia/Jakarta`; bawaan `UTC`',
  ],
  spread_minutes: [
    '0 to 720: each run begins so many minutes later at most, so that not all of midnight begins at once; default 10, of `at` 0',
    '0 sampai 720: setiap jadwal mulai paling lambat sekian menit kemudian, agar tidak semuanya mulai tepat tengah malam; bawaan 10, untuk `at` 0',
  ],
  quiet_hours: [
    '`{ "from": "08:00", "to": "17:00" }`: a run that is due between them begins at the end; `null`: none',
    '`{ "from": "08:00", "to": "17:00" }`: yang jatuh di antaranya mulai di akhirnya; `null`: tidak ada',
  ],
  from: ['the beginning, `HH:MM`', 'awalnya, `HH:MM`'],
  to: ['the end, `HH:MM`', 'akhirnya, `HH:MM`'],
  enabled: [
    '`false`: no run begins; default `true`',
    '`false`: tidak ada yang mulai; bawaan `true`',
  ],
};

const AT: Text = ['once, at a time in the future', 'satu kali, pada waktu di masa depan'];
const REFRESH: Text = [
  "asks WhatsApp for the members of all groups again, within the session's budget; default `false`",
  'meminta lagi anggota semua grup dari WhatsApp, dalam anggaran session; bawaan `false`',
];
const KIND: Text = [
  'what to grab: `groups`, `contacts` or `all`',
  'apa yang di-grab: `groups`, `contacts`, atau `all`',
];

export const SCHEDULE_PARAMETERS: Readonly<Record<string, Text>> = {
  ...SCHEDULE_SETTINGS,
  scheduleId: ['the `schedule_id` of a schedule', '`schedule_id` milik jadwal'],
  ...{ 'createSchedule.kind': KIND, 'updateSchedule.kind': KIND },
  ...{ 'createSchedule.at': AT, 'updateSchedule.at': AT },
  ...{ 'createSchedule.refresh': REFRESH, 'updateSchedule.refresh': REFRESH },
};

export const SCHEDULE_TEXTS: Readonly<Record<string, Text>> = {
  ...SCHEDULE_SETTINGS,
  schedule_id: ['the id of the schedule', 'id jadwal'],
  'Schedule.kind': KIND,
  'Schedule.at': AT,
  'Schedule.refresh': REFRESH,
  next_run_at: [
    'when the next run begins, in UTC; null: none follows',
    'kapan jadwal berikutnya mulai, dalam UTC; null: tidak ada lagi',
  ],
  last_run_at: [
    'when the last run began, in UTC; null: none',
    'kapan terakhir mulai, dalam UTC; null: belum ada',
  ],
  last_grab_id: [
    'the grab that the last run queued, or joined; null: none',
    'grab yang terakhir diantrekan atau diikuti; null: belum ada',
  ],
  missed_runs: [
    'runs that nothing began, because the API or its database was away; `last_missed_at` is the last time',
    'jadwal yang terlewat karena API atau databasenya tidak berjalan; `last_missed_at` adalah yang terakhir',
  ],
  last_missed_at: [
    'when the last run was missed, in UTC; null: none',
    'kapan terakhir terlewat, dalam UTC; null: belum pernah',
  ],
  schedules: ['the schedules, oldest first', 'daftar jadwal, terlama lebih dulu'],
};
