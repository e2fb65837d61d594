import { stat, statfs } from 'node:fs/promises';
import { type Finding, finding, type Patient } from './finding.ts';

const OLDEST_NODE = [24, 11] as const;
const GIGABYTE = 1024 ** 3;
const LITTLE_DISK_GB = 2;
const NO_DISK_GB = 0.2;
const OTHERS_MAY_READ = 0o077;

/** What this machine has, as far as it matters to the program. */
export async function checkMachine(patient: Patient): Promise<Finding[]> {
  const { api } = patient;
  const local = api.isLocal ? [await checkDisk(api.dataDir), checkRetention(patient)] : [];
  return [checkNode(), await checkKeyFile(api.keyFile), checkAddress(patient), ...local].filter(
    (one) => one !== null,
  );
}

function checkNode(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  const name = `Node ${process.versions.node}, ${process.platform} ${process.arch}`;
  return finding(
    isNew ? 'ok' : 'warn',
    'node',
    { en: name, id: name },
    isNew
      ? undefined
      : {
          en: `Use Node ${OLDEST_NODE.join('.')} or newer.`,
          id: `Pakai Node ${OLDEST_NODE.join('.')} atau yang lebih baru.`,
        },
  );
}

async function checkKeyFile(file: string | undefined): Promise<Finding | null> {
  if (file === undefined || process.platform === 'win32') return null;
  const found = await stat(file).catch(() => null);
  if (found === null || (found.mode & OTHERS_MAY_READ) === 0) return null;
  return finding(
    'warn',
    'key_file',
    {
      en: 'Other users of this machine can read the file with the key.',
      id: 'Pengguna lain di mesin ini dapat membaca file berisi key.',
    },
    { en: 'Run chmod 600 on it.', id: 'Jalankan chmod 600 pada file itu.' },
  );
}

function checkAddress({ api }: Patient): Finding {
  const { protocol, host } = new URL(api.url);
  const text = {
    en: `Address: ${protocol}//${host}${api.isLocal ? ', this machine' : ''}`,
    id: `Alamat: ${protocol}//${host}${api.isLocal ? ', mesin ini' : ''}`,
  };
  if (api.isLocal || protocol === 'https:') return finding('ok', 'address', text);
  return finding('warn', 'address', text, {
    en: 'The key goes over the network unencrypted: put a proxy with HTTPS before the API.',
    id: 'Key dikirim lewat jaringan tanpa enkripsi: pasang proxy HTTPS di depan API.',
  });
}

async function checkDisk(dataDir: string): Promise<Finding | null> {
  const found = await statfs(dataDir).catch(() => null);
  if (found === null) return null;
  const free = (found.bavail * found.bsize) / GIGABYTE;
  const text = {
    en: `Disk of DATA_DIR: ${free.toFixed(1)} GB free`,
    id: `Disk DATA_DIR: ${free.toFixed(1)} GB kosong`,
  };
  if (free >= LITTLE_DISK_GB) return finding('ok', 'disk', text);
  return finding(free < NO_DISK_GB ? 'fail' : 'warn', 'disk', text, {
    en: 'Free some space: browsers, logs and the database grow.',
    id: 'Kosongkan ruang disk: browser, log, dan database bertambah besar.',
  });
}

function checkRetention({ retentionDays = '0' }: Patient): Finding {
  if (retentionDays !== '0')
    return finding('ok', 'retention', {
      en: `Inactive contacts are deleted after ${retentionDays} days.`,
      id: `Kontak nonaktif dihapus setelah ${retentionDays} hari.`,
    });
  return finding(
    'warn',
    'retention',
    {
      en: 'Inactive contacts are kept without end.',
      id: 'Kontak nonaktif disimpan tanpa batas waktu.',
    },
    {
      en: 'CONTACT_RETENTION_DAYS=365 in .env suits most. Nothing is deleted unless you choose it.',
      id: 'CONTACT_RETENTION_DAYS=365 di .env cocok untuk umumnya. Tidak ada yang dihapus kecuali Anda memilihnya.',
    },
  );
}
