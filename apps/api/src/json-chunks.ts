/** One value of a JSON object that is written piece by piece. */
export type JsonPart =
  | { readonly value: unknown }
  /** An array whose items come in pages. */
  | { readonly pages: AsyncIterable<readonly object[]> }
  | { readonly fields: JsonFields };

/** The fields of an object, in the order in which they are written. */
export type JsonFields = Readonly<Record<string, JsonPart>>;

export const jsonValue = (value: unknown): JsonPart => ({ value });

/**
 * The text of a JSON object in pieces of about a page, so that its arrays are never in memory whole.
 * The first piece comes after the first page: what fails at the start fails before anything is sent.
 */
export async function* jsonChunks(fields: JsonFields): AsyncGenerator<string> {
  let text = '{';
  let separator = '';
  for (const [name, part] of Object.entries(fields)) {
    text += `${separator}${JSON.stringify(name)}:`;
    separator = ',';
    if ('value' in part) {
      text += JSON.stringify(part.value);
    } else {
      const chunks = 'fields' in part ? jsonChunks(part.fields) : arrayChunks(part.pages);
      for await (const chunk of chunks) {
        yield text + chunk;
        text = '';
      }
    }
  }
  yield `${text}}`;
}

async function* arrayChunks(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let text = '[';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield text + JSON.stringify(page).slice(1, -1);
    text = ',';
  }
  yield text === '[' ? '[]' : ']';
}
