/** The specification's envelope. */
export function success<T>(data: T): { success: true; data: T } {
  return { success: true, data };
}

/** The specification's envelope, with a message in the caller's language. */
export function successWithMessage<T>(
  message: string,
  data: T,
): { success: true; message: string; data: T } {
  return { success: true, message, data };
}
