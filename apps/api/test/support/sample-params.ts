/** A parameter for each name that a path may have; contact, group and grab need not exist. */
export function sampleParams(id: string): Record<string, string> {
  const contactId = '6281200000001@s.whatsapp.net';
  const groupId = '120363000000000001@g.us';
  return {
    id,
    keyId: id,
    contactId,
    groupId,
    grabId: id,
    scheduleId: id,
    workspaceId: id,
    exclusionId: id,
    webhookId: id,
    deliveryId: id,
  };
}
