/** Requests to Graph as values: one request, or a $batch whose items answer each for itself. */
import { ResponseType, type Client } from "@microsoft/microsoft-graph-client";
import { unreadable, type Unreadable } from "../domain";
import { newMeter, type Meter } from "../ports";
import type { Pacer } from "./pacer";

export type Version = "v1.0" | "beta";
export interface Item {
  readonly id: string;
  readonly method?: "GET" | "POST";
  readonly url: string;
  /** Adds ConsistencyLevel: eventual. */
  readonly advanced?: boolean;
  readonly body?: unknown;
  /** A verdict does without it: never waited for where it is throttled. */
  readonly extra?: boolean;
}
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}
export type Outcome = { readonly ok: true; readonly reply: Reply } | { readonly ok: false; readonly fault: Unreadable };
export interface TransportOptions {
  readonly client: Client;
  /** Turns at the log APIs, for the whole process; without one they are not paced. */
  readonly pacer?: Pacer;
  readonly timeoutMs?: number;
  /** How long all waits for Retry-After together may take, ms. */
  readonly patienceMs?: number;
  readonly sleep?: (ms: number) => Promise<void>;
}
/** Pages of one list that are followed; where more remain, the list counts as unread. With 999 on a page nobody's holders come near. */
const PAGES = 10,
  LOG_PAGES = 3;
const BATCH = 20;
const object = (v: unknown): Record<string, unknown> | undefined =>
  typeof v === "object" && v !== null && !Array.isArray(v) ? (v as Record<string, unknown>) : undefined;
/** The most specific error code of a Graph error body. */
export function errorCode(body: unknown): string {
  let code = "",
    at = object(object(body)?.["error"]);
  while (at !== undefined) {
    if (typeof at["code"] === "string") code = at["code"];
    at = object(at["innerError"] ?? at["innererror"]);
  }
  return code;
}
/** Why an answer is no fact. */
export function faultOf(reply: Reply, via: string): Unreadable {
  const from = { system: "entra" as const, via },
    code = errorCode(reply.body),
    says = `HTTP ${reply.status}${code === "" ? "" : ` ${code}`}`;
  if (reply.status === 401 || reply.status === 403) return unreadable("denied", says, from);
  if (reply.status === 429) return unreadable("throttled", says, from);
  if (reply.status === 408 || reply.status === 504) return unreadable("timeout", says, from);
  return unreadable("failed", says, from);
}

export class GraphTransport {
  readonly #client: Client;
  readonly #timeout: number;
  readonly #patience: number;
  readonly #sleep: (ms: number) => Promise<void>;
  constructor(
    private readonly o: TransportOptions,
    private readonly meter: Meter = newMeter(),
  ) {
    this.#client = o.client;
    this.#timeout = o.timeoutMs ?? 15_000;
    this.#patience = o.patienceMs ?? 4_000;
    this.#sleep = o.sleep ?? ((ms) => new Promise((r) => setTimeout(r, ms)));
  }
  /** The same connection, counted on another meter. */
  metered(meter: Meter): GraphTransport {
    return new GraphTransport(this.o, meter);
  }

  /** One HTTP request without retries. Never throws. */
  async #once(version: Version, method: string, url: string, body: unknown, advanced: boolean): Promise<Outcome> {
    const started = performance.now(),
      stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), this.#timeout);
    this.meter.graphRequests++;
    try {
      let request = this.#client
        .api(`/${version}${url}`)
        .version("")
        .responseType(ResponseType.RAW)
        .option("signal", stop.signal)
        .middlewareOptions([]);
      if (advanced) request = request.header("ConsistencyLevel", "eventual");
      const response = (await (method === "GET"
        ? request.get()
        : method === "PATCH"
          ? request.patch(body)
          : method === "DELETE"
            ? request.delete()
            : request.post(body ?? {}))) as Response;
      const text = await response.text();
      let parsed: unknown;
      if (text !== "")
        try {
          parsed = JSON.parse(text);
        } catch {
          if (response.ok)
            return {
              ok: false,
              fault: unreadable("malformed", "the answer is not JSON", { system: "entra", via: url.split("?")[0]! }),
            };
        }
      return {
        ok: true,
        reply: { status: response.status, headers: Object.fromEntries(response.headers.entries()), body: parsed },
      };
    } catch (error) {
      const status = (error as { statusCode?: number }).statusCode,
        e = error as Error & { code?: string; headers?: Headers; body?: unknown };
      if (typeof status === "number" && status > 0)
        return {
          ok: true,
          reply: {
            status,
            headers: e.headers === undefined ? {} : Object.fromEntries(new Headers(e.headers).entries()),
            body: bodyOf(e),
          },
        };
      return {
        ok: false,
        fault: stop.signal.aborted
          ? unreadable("timeout", `no answer within ${this.#timeout} ms`, { system: "entra", via: url.split("?")[0]! })
          : unreadable("offline", e.message.slice(0, 200), { system: "entra", via: url.split("?")[0]! }),
      };
    } finally {
      clearTimeout(timer);
      this.meter.slowestMs = Math.max(this.meter.slowestMs, performance.now() - started);
    }
  }
  /** One request; 429 and 503 are waited for as Retry-After says, within the patience. Writes are never repeated after anything but 429. */
  async request(
    version: Version,
    method: "GET" | "POST" | "PATCH" | "DELETE",
    url: string,
    body?: unknown,
    advanced = false,
  ): Promise<Outcome> {
    this.meter.graphReads++;
    return this.#patiently(method, () => this.#once(version, method, url, body, advanced));
  }
  /**
   * One list of a log API, to its end, each page in its turn. `throttled` where no turn comes within the patience, or the service says 429 and wants
   * to be left alone for longer.
   */
  async log(version: Version, url: string, patienceMs: number): Promise<Outcome> {
    this.meter.graphReads++;
    const via = url.split("?")[0]!;
    const inTurn = (path: string): Promise<Outcome> =>
      this.#patiently(
        "GET",
        async () =>
          (await (this.o.pacer?.turn(patienceMs) ?? true))
            ? this.#once(version, "GET", path, undefined, false)
            : {
                ok: false,
                fault: unreadable("throttled", "the log APIs give five answers in ten seconds, and they are spent", {
                  system: "entra",
                  via,
                }),
              },
        patienceMs,
      );
    return this.#whole(version, via, await inTurn(url), LOG_PAGES, inTurn);
  }
  /** A list whose first page came, followed to its end as the service links it; `truncated` where that is further off than `pages`. */
  async #whole(
    version: Version,
    via: string,
    first: Outcome,
    pages: number,
    read: (path: string) => Promise<Outcome>,
  ): Promise<Outcome> {
    const entries: unknown[] = [];
    let out = first;
    for (let page = 1; out.ok && out.reply.status < 300; page++) {
      const body = object(out.reply.body),
        next = body?.["@odata.nextLink"];
      if (Array.isArray(body?.["value"])) entries.push(...(body["value"] as unknown[]));
      if (next === undefined || body === undefined)
        return page === 1 ? out : { ok: true, reply: { ...out.reply, body: { ...body, value: entries } } };
      const path = pathOf(next, version),
        from = { system: "entra" as const, via };
      if (path === undefined)
        return { ok: false, fault: unreadable("malformed", "the link to the next page is none", from) };
      if (page >= pages)
        return {
          ok: false,
          fault: unreadable("truncated", `more than ${entries.length} entries in ${pages} pages`, from),
        };
      out = await read(path);
    }
    return out;
  }
  async #patiently(
    method: string,
    once: () => Promise<Outcome>,
    patienceMs: number = this.#patience,
  ): Promise<Outcome> {
    let waited = 0;
    for (let attempt = 0; ; attempt++) {
      const out = await once();
      if (!out.ok || !retryable(out.reply.status, method)) return out;
      const wait = retryAfterMs(out.reply, attempt);
      if (waited + wait > patienceMs) return out;
      waited += wait;
      await this.#sleep(wait);
    }
  }
  /** Many reads in one HTTP request for each 20 of them; those that are throttled go once more, alone; lists are followed to their end. Every item has an outcome. */
  async batch(version: Version, items: readonly Item[]): Promise<ReadonlyMap<string, Outcome>> {
    const out = new Map<string, Outcome>();
    this.meter.graphReads += items.length;
    const chunks = Array.from({ length: Math.ceil(items.length / BATCH) }, (_, i) =>
      items.slice(i * BATCH, (i + 1) * BATCH),
    );
    await Promise.all(
      chunks.map(async (chunk) => {
        let open = chunk,
          waited = 0;
        for (let attempt = 0; open.length > 0; attempt++) {
          const answers = await this.#send(version, open);
          for (const item of open)
            out.set(
              item.id,
              answers.get(item.id) ?? {
                ok: false,
                fault: unreadable("malformed", "the batch did not answer this item", {
                  system: "entra",
                  via: item.url.split("?")[0]!,
                }),
              },
            );
          const again = open.filter((i) => {
            const o = out.get(i.id)!;
            return i.extra !== true && o.ok && retryable(o.reply.status, i.method ?? "GET");
          });
          const wait = Math.max(
            0,
            ...again.map((i) => {
              const o = out.get(i.id)!;
              return o.ok ? retryAfterMs(o.reply, attempt) : 0;
            }),
          );
          if (again.length === 0 || waited + wait > this.#patience) break;
          waited += wait;
          await this.#sleep(wait);
          open = again;
        }
      }),
    );
    await Promise.all(
      items.map(async (item) => {
        const read = (path: string): Promise<Outcome> =>
          this.#patiently("GET", () => this.#once(version, "GET", path, undefined, item.advanced === true));
        out.set(item.id, await this.#whole(version, item.url.split("?")[0]!, out.get(item.id)!, PAGES, read));
      }),
    );
    return out;
  }
  async #send(version: Version, items: readonly Item[]): Promise<ReadonlyMap<string, Outcome>> {
    const requests = items.map((i) => ({
      id: i.id,
      method: i.method ?? "GET",
      url: i.url,
      ...(i.advanced === true || i.body !== undefined
        ? {
            headers: {
              ...(i.advanced === true ? { ConsistencyLevel: "eventual" } : {}),
              ...(i.body === undefined ? {} : { "Content-Type": "application/json" }),
            },
          }
        : {}),
      ...(i.body === undefined ? {} : { body: i.body }),
    }));
    const patience = items.every((i) => i.extra === true) ? 0 : this.#patience;
    const whole = await this.#patiently(
      "GET",
      () => this.#once(version, "POST", "/$batch", { requests }, false),
      patience,
    );
    const all = (o: Outcome): ReadonlyMap<string, Outcome> => new Map(items.map((i) => [i.id, o]));
    if (!whole.ok) return all(whole);
    if (whole.reply.status !== 200) return all({ ok: false, fault: faultOf(whole.reply, "$batch") });
    const responses = object(whole.reply.body)?.["responses"];
    if (!Array.isArray(responses))
      return all({
        ok: false,
        fault: unreadable("malformed", "the batch has no responses", { system: "entra", via: "$batch" }),
      });
    return new Map(
      responses.flatMap((r): [string, Outcome][] => {
        const o = object(r);
        return o === undefined || typeof o["id"] !== "string" || typeof o["status"] !== "number"
          ? []
          : [
              [
                o["id"],
                { ok: true, reply: { status: o["status"], headers: lower(object(o["headers"])), body: o["body"] } },
              ],
            ];
      }),
    );
  }
}
/** The path below the version of a link to the next page. Its host is left aside: the token goes to our own host only. */
const pathOf = (link: unknown, version: Version): string | undefined => {
  if (typeof link !== "string" || !URL.canParse(link)) return undefined;
  const { pathname, search } = new URL(link);
  return pathname.startsWith(`/${version}/`) ? `${pathname.slice(version.length + 1)}${search}` : undefined;
};
const bodyOf = (e: { body?: unknown; code?: string | null }): unknown => {
  const inner = typeof e.body === "string" ? safeJson(e.body) : e.body;
  return inner === undefined || inner === null
    ? { error: { code: e.code ?? "" } }
    : object(inner)?.["error"] !== undefined
      ? inner
      : { error: { code: e.code ?? "", innerError: inner } };
};
const safeJson = (t: string): unknown => {
  try {
    return JSON.parse(t);
  } catch {
    return undefined;
  }
};
const lower = (h: Record<string, unknown> | undefined): Record<string, string> =>
  Object.fromEntries(Object.entries(h ?? {}).map(([k, v]) => [k.toLowerCase(), String(v)]));
const retryable = (status: number, method: string): boolean =>
  status === 429 || (method === "GET" && (status === 503 || status === 504));
const retryAfterMs = (r: Reply, attempt: number): number => {
  const s = Number(r.headers["retry-after"]);
  return Number.isFinite(s) && s >= 0 && r.headers["retry-after"] !== undefined ? s * 1000 : 400 * 2 ** attempt;
};
