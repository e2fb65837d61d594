import type { Subject, Way } from '../../apps/engine/bench/messages.ts';
import type { Table } from '../benchmark.ts';
import { type AccountFigures, SUBJECTS, WAYS } from './measure-account.ts';
import { medianOf } from './summarise.ts';

const BYTES_PER_MB = 1e6;

const LABELS: Record<Way, string> = {
  library: 'whatsapp-web.js',
  reader: 'our reader',
  served: 'our reader, and the answer’s text',
};

const SUBJECT_LABELS: Record<Subject, string> = {
  contacts: 'contacts',
  groups: 'groups, fresh',
  stale_groups: 'groups, stale',
};

/** The medians of one account, one row for each way. */
export function accountTable(figures: AccountFigures): Table {
  const { contacts, groups, participants } = figures.size;
  const { entries } = figures.opened;
  return {
    title: `${contacts} contacts in ${entries} entries, ${groups} groups × ${participants} members (medians)`,
    columns: [
      'what',
      'way',
      'ms',
      'faster',
      'CPU ms',
      'less CPU',
      'items',
      'CDP MB',
      'Node stall ms',
      'page stall ms',
      'queries',
    ],
    rows: SUBJECTS.flatMap((subject) => WAYS.map((way) => row(figures, subject, way))),
  };
}

function row(figures: AccountFigures, subject: Subject, way: Way): string[] {
  const of = (field: Parameters<typeof medianOf>[2], each = way) =>
    medianOf([figures], { name: figures.size.name, subject, way: each }, field);
  const queries = figures.rounds.filter((each) => each.subject === subject && each.way === way);
  return [
    SUBJECT_LABELS[subject],
    LABELS[way],
    of('ms').toFixed(0),
    `${(of('ms', 'library') / of('ms')).toFixed(1)}×`,
    of('cpuMs').toFixed(0),
    `${(of('cpuMs', 'library') / of('cpuMs')).toFixed(1)}×`,
    of('items').toFixed(0),
    (of('cdpBytes') / BYTES_PER_MB).toFixed(2),
    of('nodeStallMs').toFixed(1),
    of('pageStallMs').toFixed(1),
    String(Math.max(...queries.map((each) => each.queries))),
  ];
}
