import { allowsNoLess, isReplacedByTrigger } from './constraint-definitions.ts';

/** The migration of a statement, and the SQL of those before it. */
type Place = { readonly file: string; readonly earlier: string };

/** What older code may not survive, with the reason. */
const RULES: readonly {
  pattern: RegExp;
  reason: string;
  /** `name` is what the pattern takes out of the statement. */
  isFine?: (statement: string, place: Place, name: string) => boolean;
}[] = [
  {
    pattern: /\bDROP\s+(TABLE|COLUMN|TYPE|VIEW|SCHEMA|FUNCTION|TRIGGER|DEFAULT|SEQUENCE)\b/i,
    reason: 'drops what older code may use',
  },
  {
    pattern: /\bDROP\s+(?:CONSTRAINT|INDEX)\s+(?:IF\s+EXISTS\s+)?"?(\w+)"?/i,
    reason: 'drops a constraint or index and does not make one again that allows as much',
    isFine: (_, { file, earlier }, name) =>
      allowsNoLess(name, file, earlier) || isReplacedByTrigger(name, file, earlier),
  },
  { pattern: /\bRENAME\b/i, reason: 'renames what older code may use' },
  {
    pattern: /\b(?:SET\s+DATA\s+TYPE|ALTER\s+COLUMN\s+"?\w+"?\s+TYPE)\b/i,
    reason: 'changes a type',
  },
  {
    pattern: /\bALTER\s+COLUMN\b.*\bSET\s+NOT\s+NULL\b/is,
    reason: 'refuses the rows that older code writes',
  },
  {
    pattern: /\bADD\s+COLUMN\b(?!.*\b(?:DEFAULT|GENERATED)\b).*\bNOT\s+NULL\b/is,
    reason: 'refuses the rows that older code writes: give the column a default',
  },
  {
    pattern:
      /\b(?:ADD\s+CONSTRAINT\s+"?(\w+)"?\s+(?:CHECK|UNIQUE|FOREIGN\s+KEY|EXCLUDE)\b|CREATE\s+UNIQUE\s+INDEX\s+(?:IF\s+NOT\s+EXISTS\s+)?"?(\w+)"?)/i,
    reason: 'refuses rows that older code may write',
    isFine: (statement, { file, earlier }, name) =>
      // One that is made again may allow more: a column's new value, for example.
      (isDropped(name, file) && allowsNoLess(name, file, earlier)) ||
      addedColumns(file).some((name) => statement.includes(`"${name}"`)) ||
      createdTables(file).some((name) => statement.includes(`"${name}"`)),
  },
  { pattern: /^\s*(?:WITH\b.*\bDELETE\s+FROM|TRUNCATE|DELETE\s+FROM)\b/is, reason: 'deletes rows' },
  {
    pattern: /\bUPDATE\s+"?(?:contacts|group_participants)\b/i,
    reason: 'rewrites a large table while it is locked',
  },
];

/**
 * Each statement of a migration that contracts, as `reason: statement`. `earlier` is the SQL of the migrations before it.
 */
export function contractingStatements(file: string, earlier = ''): string[] {
  const place = { file, earlier };
  const statements = withoutBodies(file).split(/-->\s*statement-breakpoint|;/);
  return statements.flatMap((statement) =>
    RULES.filter(({ pattern, isFine }) => {
      const match = pattern.exec(statement);
      return match !== null && !isFine?.(statement, place, match[1] ?? match[2] ?? '');
    }).map(({ reason }) => `${reason}: ${statement.trim()}`),
  );
}

/** The version that a migration raises to; null: it raises none. */
export function raisedVersion(file: string): number | null {
  const raise = /UPDATE\s+"?code_compatibility"?\s+SET\s+"?min_code_version"?\s*=\s*(\d+)/i;
  const [, version] = raise.exec(file) ?? [];
  return version === undefined ? null : Number(version);
}

/** Without comments and the bodies of functions. */
function withoutBodies(file: string): string {
  const marks = /(?:^|\n)\s*--(?!> statement-breakpoint)[^\n]*/g;
  return file.replace(/\$\$.*?\$\$/gs, "''").replace(marks, '\n');
}

function isDropped(name: string, file: string): boolean {
  return new RegExp(`DROP\\s+(?:CONSTRAINT|INDEX)\\s+(?:IF\\s+EXISTS\\s+)?"?${name}"?`, 'i').test(
    file,
  );
}

function addedColumns(file: string): string[] {
  return [...file.matchAll(/ADD COLUMN "(\w+)"/gi)].map(([, name]) => name ?? '');
}

function createdTables(file: string): string[] {
  return [...file.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?"(\w+)"/gi)].map(
    ([, name]) => name ?? '',
  );
}
