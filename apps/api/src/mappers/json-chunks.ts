/** One value of a JSON object that is written piece by piece. */
export type JsonPart =
  | { readonly value: unknown }
  /** An array. Its items arrive in pieces of JSON, with the commas between them. */
  | { readonly items: AsyncIterable<string> }
  | { readonly fields: JsonFields };

/** The fields of an object, in writing order. */
export type JsonFields = Readonly<Record<string, JsonPart>>;

export const jsonValue = (value: unknown): JsonPart => ({ value });

/**
 * The text of a JSON object in pieces, so that no array is in memory as a whole. The first piece comes
 * after the first items, so an error at the start is thrown before anything is sent.
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
      const chunks = 'fields' in part ? jsonChunks(part.fields) : arrayChunks(part.items);
      for await (const chunk of chunks) {
        yield text + chunk;
        text = '';
      }
    }
  }
  yield `${text}}`;
}

async function* arrayChunks(items: AsyncIterable<string>): AsyncGenerator<string> {
  let text = '[';
  for await (const some of items) {
    yield text + some;
    text = '';
  }
  yield `${text}]`;
}
