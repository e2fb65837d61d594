const HEADER_BYTES = 30;
const DESCRIPTOR_BYTES = 12;
/** So little at a time that what a cut-off entry loses at its end is little. */
const STEP_BYTES = 512;

/** The text of the first entry of a ZIP file that is deflated, as far as these bytes reach. */
export async function firstEntry(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  if (bytes.byteLength < HEADER_BYTES) return '';
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = HEADER_BYTES + view.getUint16(26, true) + view.getUint16(28, true);
  const size = sizeOf(view, start);
  const deflated = bytes.subarray(start, size === null ? undefined : start + size);
  const inflated = inSteps(deflated).pipeThrough(new DecompressionStream('deflate-raw'));
  const decoder = new TextDecoder();
  const reader = inflated.getReader();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text;
      text += decoder.decode(value, { stream: true });
    }
  } catch (error) {
    // The entry goes on behind these bytes.
    if (size === null) return text;
    throw error;
  }
}

/** Where the size comes behind the entry, as that of one that is written while its rows arrive. Null: not in these bytes. */
function sizeOf(view: DataView, start: number): number | null {
  const isSizeAhead = (view.getUint16(6, true) & 8) === 0;
  if (isSizeAhead) return view.getUint32(18, true);
  for (let at = start; at + DESCRIPTOR_BYTES <= view.byteLength; at += 1) {
    const isDescriptor = view.getUint32(at, true) === 0x08074b50;
    if (isDescriptor && view.getUint32(at + 8, true) === at - start) return at - start;
  }
  return null;
}

function inSteps(bytes: Uint8Array<ArrayBuffer>): ReadableStream<Uint8Array<ArrayBuffer>> {
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.byteLength) controller.enqueue(bytes.subarray(at, at + STEP_BYTES));
      else controller.close();
      at += STEP_BYTES;
    },
  });
}
