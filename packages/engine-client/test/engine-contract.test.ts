import { engineContractSuite } from '../src/testing/engine-contract-suite.ts';
import { engineContact, engineGroup, engineParticipant } from '../src/testing/engine-factories.ts';
import { startFakeEngine } from '../src/testing/fake-engine.ts';

const LARGE_GROUP = 2_000;
const CONTACTS = 1_500;
const phone = (n: number) => `62812${String(n).padStart(7, '0')}`;

engineContractSuite('the fake engine', async () => {
  const engine = await startFakeEngine();
  engine.setSession('connected-one', { status: 'connected' });
  engine.setSession('waiting-one', {
    status: 'qr',
    qr_expires_at: new Date(Date.now() + 60_000).toISOString(),
  });
  const participants = Array.from({ length: LARGE_GROUP }, (_, n) =>
    engineParticipant({ phone: phone(n), name: 'x'.repeat(200) }),
  );
  const contacts = Array.from({ length: CONTACTS }, (_, n) => engineContact({ phone: phone(n) }));
  engine.setAccount('connected-one', {
    groups: [
      engineGroup({ participants, is_locked: false }),
      engineGroup({ contact_id: '120363000000000002@g.us' }),
    ],
    contacts: [
      ...contacts,
      engineContact({ phone: null, lid: '99000000000001@lid', is_locked: true }),
      engineContact({ phone: phone(CONTACTS), on_whatsapp: false }),
    ],
  });
  return {
    url: engine.url,
    secret: engine.secret,
    connectedSessionId: 'connected-one',
    qrSessionId: 'waiting-one',
    async holdReads() {
      engine.setSession('held-one', { status: 'connected' });
      engine.setAccount('held-one', { contacts });
      engine.pauseReads('all');
      return { sessionId: 'held-one', release: async () => engine.clearFaults() };
    },
    expected: {
      ...{ groups: 2, contacts: CONTACTS + 1, participants: LARGE_GROUP },
      withoutWhatsApp: 1,
    },
    stop: () => engine.close(),
  };
});
