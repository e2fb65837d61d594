import { webhookFaults } from '../test/cases/webhook-faults.ts';

webhookFaults({ grabs: 10, contacts: 20 });
