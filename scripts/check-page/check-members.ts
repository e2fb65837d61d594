import { findMember } from './find-member.ts';
import type { ModuleDirectory } from './module-file.ts';

/** What does not work without a member. */
export type Work = 'start' | 'pairing' | 'groups' | 'contacts';

/** A member that the engine uses, as its command page-members prints it. */
export type UsedMember = {
  /** A module and the path of the member in it. One of the places is enough. */
  readonly places: readonly (readonly string[])[];
  /** Empty: the rest works, and holds less. */
  readonly stops: readonly Work[];
  readonly usedBy: string;
};

export type MemberCheck = {
  readonly name: string;
  readonly finding: 'found' | 'missing' | 'unclear';
  /** Why it was not found; null if it was. */
  readonly reason: string | null;
  readonly stops: readonly Work[];
  readonly usedBy: string;
};

type PlaceCheck = Pick<MemberCheck, 'finding' | 'reason'>;

/** From the best to the worst. */
const ORDER = ['found', 'unclear', 'missing'] as const;

export function checkMembers(
  directory: ModuleDirectory,
  members: readonly UsedMember[],
): MemberCheck[] {
  return members.map(({ places, stops, usedBy }) => {
    const name = places.map((place) => place.join('.')).join(' or ');
    const checks = places.map((place) => checkPlace(directory, place));
    return { name, stops, usedBy, ...best(checks) };
  });
}

/** The page loads one variant of a module, so the member must be in all of them. */
function checkPlace(
  directory: ModuleDirectory,
  [module = '', ...path]: readonly string[],
): PlaceCheck {
  const files = directory.files(module);
  if (files.length === 0) return { finding: 'missing', reason: 'the module has no file' };
  return worst(files.map((file) => checkFile(directory, file, path)));
}

function checkFile(directory: ModuleDirectory, file: string, path: readonly string[]): PlaceCheck {
  const loaded = directory.load(file);
  if (!loaded) return { finding: 'missing', reason: `${file}.js does not define the module` };
  const finding = findMember(directory, loaded, path);
  if (finding === 'found') return { finding, reason: null };
  const reason =
    finding === 'missing' ? `not in ${file}.js` : `${file}.js makes the value at run time`;
  return { finding, reason };
}

const rank = ({ finding }: PlaceCheck) => ORDER.indexOf(finding);
const best = (checks: readonly PlaceCheck[]) =>
  checks.reduce((one, other) => (rank(other) < rank(one) ? other : one));
const worst = (checks: readonly PlaceCheck[]) =>
  checks.reduce((one, other) => (rank(other) > rank(one) ? other : one));
