/** What an operator can do about an error of the system, by its code. */
const REMEDIES: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full. Free some space, or set DATA_DIR to a folder on another disk',
  EDQUOT:
    'The disk quota of this user is used up. Free some space, or set DATA_DIR to another disk',
  EROFS: 'The file system is read-only. Set DATA_DIR to a folder that this user can write',
  EACCES: 'This user has no permission. Let it write there, or set DATA_DIR to another folder',
  EPERM: 'This user has no permission. Let it write there, or set DATA_DIR to another folder',
  ENOTDIR: 'A part of the path is a file. Set DATA_DIR to a folder that this user can write',
  EMFILE: 'This user has too many open files. Raise the limit (`ulimit -n`)',
  ENFILE: 'The machine has too many open files. Raise its limit',
  ENOMEM: 'The machine has no memory left. Stop another program, or use a machine with more memory',
};

/** One sentence that says what to do about an error of the file system. Undefined for every other error. */
export function explainSystemError(error: unknown): string | undefined {
  const { code, path, syscall } = (error ?? {}) as NodeJS.ErrnoException;
  const remedy = code === undefined ? undefined : REMEDIES[code];
  if (remedy === undefined) return undefined;
  return `${remedy} (${[code, syscall, path].filter(Boolean).join(' ')}).`;
}
