/** The grab was cancelled or given up by somebody else before it could be stored. */
export class GrabEnded extends Error {
  override readonly name = 'GrabEnded';
  readonly code = 'GRAB_ENDED';

  constructor() {
    super('the grab had already ended');
  }
}
