/** Lets the browser save a text as a file. */
export function saveFile(name: string, type: string, text: string): void {
  saveBlob(name, new Blob([text], { type }));
}

/** The same of what is no text, or not in one piece. */
function saveBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** Lets the browser download a file of the API, which names it. */
export function downloadFile(url: string): void {
  const link = document.createElement('a');
  link.href = url;
  link.download = '';
  link.click();
}

/** A name for a file: of its subject and the day, without what file systems refuse. */
export function fileName(subject: string, ending: string, now = new Date()): string {
  const plain =
    subject
      .replace(/[^\p{L}\p{N}._ -]+/gu, '')
      .trim()
      .slice(0, 60) || 'export';
  return `${plain}-${now.toISOString().slice(0, 10)}.${ending}`;
}
