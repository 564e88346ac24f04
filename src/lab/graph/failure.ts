/** A refusal in Graph's form: `{ error: { code, message } }`. */
export class GraphFailure extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
    this.name = "GraphFailure";
  }
  get body(): { error: { code: string; message: string } } {
    return { error: { code: this.code, message: this.message } };
  }
}
export const badRequest = (message: string): GraphFailure => new GraphFailure(400, "Request_BadRequest", message);
export const unsupported = (message: string): GraphFailure =>
  new GraphFailure(400, "Request_UnsupportedQuery", message);
export const notFound = (id: string): GraphFailure =>
  new GraphFailure(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
