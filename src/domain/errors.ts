/** A fault of ours or of the surroundings; what can be foreseen is a value instead. */
export class TriageError extends Error {
  constructor(
    readonly code: string,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = "TriageError";
  }
}
