/** The one who read a stream of rows did not go on in time, and the rows' snapshot was given up. */
export class ReadStalled extends Error {
  override readonly name = 'ReadStalled';
  readonly code = 'READ_STALLED';

  constructor(options?: ErrorOptions) {
    super('the reader did not go on in time', options);
  }
}
