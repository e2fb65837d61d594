import type { MemberCheck, Work } from './check-members.ts';

export type Report = {
  /** The build of WhatsApp Web; null if the directory does not name it. */
  readonly build: string | null;
  /** Nothing is missing. */
  readonly fits: boolean;
  readonly verdict: string;
  readonly found: number;
  readonly missing: number;
  readonly unclear: number;
  readonly members: readonly MemberCheck[];
};

const FAILURES: Readonly<Record<Work, string>> = {
  start: 'sessions would not start',
  pairing: 'devices could not be linked',
  groups: 'groups could not be read',
  contacts: 'contacts could not be read',
};

export function createReport(build: string | null, members: readonly MemberCheck[]): Report {
  const count = (finding: MemberCheck['finding']) =>
    members.filter((member) => member.finding === finding).length;
  const [found, missing, unclear] = [count('found'), count('missing'), count('unclear')];
  const verdict = verdictOf(members);
  return { build, fits: missing === 0, verdict, found, missing, unclear, members };
}

function verdictOf(members: readonly MemberCheck[]): string {
  const missing = members.filter(({ finding }) => finding === 'missing');
  if (missing.length > 0) {
    const stopped = new Set(missing.flatMap(({ stops }) => stops));
    const failures = (Object.keys(FAILURES) as Work[])
      .filter((work) => stopped.has(work))
      .map((work) => FAILURES[work]);
    const effect =
      failures.length > 0
        ? failures.join(', ')
        : 'sessions start and reads work, but what uses them fails or holds less';
    return `This build lacks ${missing.length} of the members that the engine uses: ${effect}.`;
  }
  return members.every(({ finding }) => finding === 'found')
    ? 'This build has every member that the engine uses.'
    : "No member is missing. The text does not show all of them: connect a session, and the engine's self-check looks.";
}

export function formatReport(report: Report): string {
  const { build, found, missing, unclear, members, verdict } = report;
  const title = build === null ? 'A build of WhatsApp Web' : `WhatsApp Web ${build}`;
  const lines = [
    `${title}: ${found} members found, ${missing} missing, ${unclear} that the text does not show`,
    ...section('missing', members),
    ...section('unclear', members),
    ...section('found', members),
    '',
    verdict,
  ];
  return lines.join('\n');
}

function section(finding: MemberCheck['finding'], members: readonly MemberCheck[]): string[] {
  const chosen = members.filter((member) => member.finding === finding);
  if (chosen.length === 0) return [];
  const lines = chosen.map(({ name, reason, usedBy }) => {
    const why = reason === null ? '' : `: ${reason}`;
    return `  ${name}${why} (used by ${usedBy})`;
  });
  return ['', finding, ...lines];
}
