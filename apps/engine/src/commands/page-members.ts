// Prints the members of WhatsApp Web that the engine uses, as JSON: `npm run check:page` reads them.
import { pageMembers } from '../whatsapp/page-members.ts';

process.stdout.write(`${JSON.stringify(pageMembers())}\n`);
