const HALF = 4;
const MINUTE = 60;

/** As the phone shows the fields for it: `ABCD-1234`. */
export function codeText(code: string): string {
  return `${code.slice(0, HALF)}-${code.slice(HALF)}`;
}

/** For example `2:05`. */
export function clockText(seconds: number): string {
  return `${Math.floor(seconds / MINUTE)}:${String(seconds % MINUTE).padStart(2, '0')}`;
}
