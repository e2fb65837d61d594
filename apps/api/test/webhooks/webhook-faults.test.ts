import { webhookFaults } from '../cases/webhook-faults.ts';

webhookFaults({ grabs: 1, contacts: 2 });
