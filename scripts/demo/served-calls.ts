import type { Simulator } from '@grabber/whatsapp-simulator';
import { LINK_NOTE } from '../stack/provide-console.ts';
import type { Stack } from '../stack/start-stack.ts';

/** What a person can try while the demo is served. The simulator takes the place of the phone that scans. */
export function servedCalls(parts: {
  readonly stack: Stack;
  readonly simulator: Simulator;
  readonly apiKey: string;
  readonly sessionId: string;
  readonly accountId: string;
  /** That signs a browser in. Null: there is no console. */
  readonly link: string | null;
}): string {
  const { stack, simulator, apiKey, sessionId, accountId, link } = parts;
  const auth = `-H "X-API-Key: $KEY"`;
  const json = `-H 'Content-Type: application/json'`;
  const session = '$URL/api/sessions/$ID';
  return `  API         ${stack.apiUrl}${link === null ? '' : `\n  Console     ${link}   ${LINK_NOTE}`}
  X-API-Key   ${apiKey}
  session     ${sessionId}   (linked)
  simulator   http://127.0.0.1:${simulator.controlPort}   (takes the place of the phone)
  logs        ${stack.logDir}

  In a second terminal:

  URL=${stack.apiUrl}; KEY=${apiKey}; ID=${sessionId}
  curl ${auth} ${session}/status
  curl ${auth} ${session}/grab-groups
  curl ${auth} ${session}/grab-contacts
  curl ${auth} ${session}/grab-all
  curl ${auth} "${session}/contacts?type=individual&limit=10"
  curl ${auth} -X DELETE ${session}/contacts

  Another session, and its scan:

  curl ${auth} ${json} -d '{"name":"Other","start":true}' $URL/api/sessions
  curl ${auth} $URL/api/sessions/SESSION_ID/qr
  curl ${json} -d '{"qr":"QR","account_id":"${accountId}"}' http://127.0.0.1:${simulator.controlPort}/scan

  Or with the command line: npm run grabber -- sessions --data-dir .data/demo

  Ctrl-C stops it.
`;
}
