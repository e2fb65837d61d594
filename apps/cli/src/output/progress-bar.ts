const CELLS = 24;

/** `████░░░░  45 %  450 of 1,000 …` */
export function progressBar(done: number, total: number, label: string): string {
  const share = total === 0 ? 0 : Math.min(1, done / total);
  const filled = Math.round(share * CELLS);
  const bar = '█'.repeat(filled) + '░'.repeat(CELLS - filled);
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)} %  ${label}`;
}
