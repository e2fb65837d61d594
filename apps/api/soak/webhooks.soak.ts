import { webhookFaults } from '../test/cases/webhook-faults.ts';

webhookFaults({ grabs: 5, contacts: 10 });
