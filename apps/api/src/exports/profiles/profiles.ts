import type { ExportProfile } from '@grabber/contracts/api/export';
import type { ExportColumn, ExportPerson } from '../export-table.ts';
import { GOOGLE_COLUMNS } from './google.ts';
import { OUTLOOK_COLUMNS } from './outlook.ts';
import { personColumn, phoneColumn, shownName } from './person-columns.ts';

const text = personColumn;

/** Its import finds a contact that it has by `identifier`, then by the number. */
const CHATWOOT: readonly ExportColumn<ExportPerson>[] = [
  text('name', shownName),
  text('identifier', ({ uid }) => uid),
  phoneColumn('phone_number'),
  text('company_name', ({ company }) => company),
];

/** The names of HubSpot's own properties. It refuses a contact without a first name, last name or e-mail. */
const HUBSPOT: readonly ExportColumn<ExportPerson>[] = [
  text('First Name', shownName),
  phoneColumn('Phone Number'),
  text('Company Name', ({ company }) => company),
];

/** It needs one of its identifiers in each row: `EXT_ID` is always there. */
const BREVO: readonly ExportColumn<ExportPerson>[] = [
  text('EXT_ID', ({ uid }) => uid),
  text('FIRSTNAME', shownName),
  phoneColumn('WHATSAPP'),
  phoneColumn('SMS'),
];

/** The technical names, which Odoo finds in every language. `id` is the external id. */
const ODOO: readonly ExportColumn<ExportPerson>[] = [
  text('id', ({ uid }) => `whatsapp_${uid.replaceAll(/[^A-Za-z0-9]/g, '_')}`),
  text('name', shownName),
  phoneColumn('phone'),
  text('company_name', ({ company }) => company),
];

/** What other programs import: the columns of each, with its own names. */
export const PROFILE_COLUMNS: Readonly<
  Record<ExportProfile, readonly ExportColumn<ExportPerson>[]>
> = {
  google: GOOGLE_COLUMNS,
  outlook: OUTLOOK_COLUMNS,
  chatwoot: CHATWOOT,
  hubspot: HUBSPOT,
  brevo: BREVO,
  odoo: ODOO,
};
