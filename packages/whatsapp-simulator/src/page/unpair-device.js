/**
 * Asks WhatsApp to remove this device, and resolves to the status of its answer (WAWebUnpairDeviceJob). Without
 * a line it waits for one, and it has no deadline.
 */
export async function unpairDevice({ link, line }, options) {
  const { unpair_status: status } = options();
  if (status === 0 || !line.isOpen()) await new Promise(() => {});
  if (status !== 200) return { status };
  try {
    await link.ask('logout');
    return { status };
  } catch (error) {
    return { status: error.status ?? 500 };
  }
}
