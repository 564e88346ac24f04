/** Calls to the channel. What the SDK would do by itself is switched off: it repeats a POST whose answer was lost, and follows redirects. */
import { TriageError } from "../domain";

interface Request {
  readonly url: string;
  readonly method: string;
}
interface Response {
  readonly status: number;
  readonly headers: { get(name: string): string | undefined };
}
type Next = (request: Request) => Promise<Response>;
interface Pipeline {
  getOrderedPolicies(): readonly { readonly name: string }[];
  removePolicy(which: { readonly name: string }): unknown;
  addPolicy(
    policy: { readonly name: string; sendRequest(request: Request, next: Next): Promise<Response> },
    where: { readonly phase: "Retry" },
  ): unknown;
}
/** The SDK's own names for what it does unasked. */
const SDK_RETRY = "defaultRetryPolicy",
  SDK_REDIRECT = "redirectPolicy",
  OURS = "syncTriage";
const TRIES = 3,
  PAUSE_MS = 1_000,
  LONGEST_PAUSE_MS = 30_000;

/**
 * Narrows a connector client once: every request goes to an address that `mayGo`, before any look-up of its host; a redirect is a failure.
 * Throws where the SDK is not built as it was when this was written.
 */
export function narrow(client: unknown, mayGo: (url: string) => boolean, sleep: (ms: number) => Promise<void>): void {
  const pipeline = (client as { client?: { pipeline?: Pipeline } } | undefined)?.client?.pipeline;
  if (pipeline === undefined) throw new TriageError("connector", "The connector has no pipeline to narrow.");
  const names = pipeline.getOrderedPolicies().map((p) => p.name);
  if (names.includes(OURS)) return;
  for (const name of [SDK_RETRY, SDK_REDIRECT]) {
    if (!names.includes(name)) throw new TriageError("connector", `The connector has no ${name} to switch off.`);
    pipeline.removePolicy({ name });
  }
  pipeline.addPolicy(
    {
      name: OURS,
      sendRequest: (request, next) => {
        if (!mayGo(request.url)) throw new TriageError("connector", "That address is not the channel's.");
        return send(request, next, sleep);
      },
    },
    { phase: "Retry" },
  );
}
/** Sends again what cannot have been done: 429 for all, and a fault of the channel for whatever may be done twice. */
async function send(request: Request, next: Next, sleep: (ms: number) => Promise<void>): Promise<Response> {
  for (let tries = 1; ; tries++) {
    const response = await next(request).catch((error: unknown) => {
      if (request.method === "POST" || tries === TRIES) throw error;
      return undefined;
    });
    const status = response?.status ?? 0,
      again = status === 429 || (request.method !== "POST" && (response === undefined || status >= 500));
    if (response !== undefined && (!again || tries === TRIES)) return response;
    await sleep(pauseMs(response));
  }
}
function pauseMs(response: Response | undefined): number {
  const seconds = Number(response?.headers.get("retry-after") ?? NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds * 1_000, LONGEST_PAUSE_MS) : PAUSE_MS;
}
