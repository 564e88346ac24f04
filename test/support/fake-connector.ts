/** The Teams channel as the bot sees it, over HTTP: records calls, keeps messages, refuses what the channel would refuse. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface Call {
  readonly method: string;
  readonly conversation: string;
  readonly activityId: string;
  readonly body: any;
  readonly status: number;
}
export interface Failure {
  readonly status: number;
  readonly code: string;
  readonly retryAfter?: number;
}
export interface FakeConnector {
  readonly url: string;
  readonly calls: readonly Call[];
  /** Present content of every message, by its id. */
  readonly messages: ReadonlyMap<string, any>;
  /** What a call fails with; undefined = it works. A chat with one person is made by a POST to no conversation. */
  fail: (method: string, conversation: string, activityId: string) => Failure | undefined;
  /** A call takes effect, and is answered, when what this returns resolves; undefined = at once. */
  hold: (method: string, activityId: string, body: any) => Promise<void> | undefined;
  /** Who is in a conversation or a team, by its id; of others it does not tell. */
  readonly people: Map<string, readonly { id: string; name: string; aadObjectId?: string }[]>;
  /** Resolves with the first call, past or to come, that fits. */
  until(fits: (call: Call) => boolean): Promise<Call>;
  stop(): Promise<void>;
}
const PEOPLE = /^\/v3\/conversations\/([^/]+)\/pagedmembers$/;
const ROUTE = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/;
const bodyOf = async (req: IncomingMessage): Promise<any> => {
  let text = "";
  for await (const part of req) text += String(part);
  return text === "" ? undefined : JSON.parse(text);
};

export async function startFakeConnector(): Promise<FakeConnector> {
  const calls: Call[] = [],
    messages = new Map<string, any>(),
    waiting = new Set<() => void>();
  let n = 0;
  const answer = (res: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void => {
    res.statusCode = status;
    for (const [k, v] of Object.entries({ "content-type": "application/json", ...headers })) res.setHeader(k, v);
    res.end(JSON.stringify(body));
  };
  const server = createServer(
    (req, res) =>
      void (async () => {
        const path = new URL(req.url ?? "/", "http://x").pathname,
          members = fake.people.get(decodeURIComponent(PEOPLE.exec(path)?.[1] ?? ""));
        if (req.method === "GET" && members !== undefined) return answer(res, 200, { members });
        const found = ROUTE.exec(path),
          method = req.method ?? "",
          body = await bodyOf(req);
        if (path === "/v3/conversations" && method === "POST") {
          const refusal = fake.fail(method, "", "");
          return refusal === undefined
            ? answer(res, 201, { id: `alone with ${body.members[0].id}` })
            : answer(res, refusal.status, { error: { code: refusal.code, message: refusal.code } });
        }
        if (found === null || !["POST", "PUT"].includes(method))
          return answer(res, 405, { error: { code: "MethodNotAllowed", message: `${method} ${req.url}` } });
        const conversation = decodeURIComponent(found[1]!),
          id = decodeURIComponent(found[2] ?? "");
        await fake.hold(method, id, body);
        const failure =
          fake.fail(method, conversation, id) ??
          (method === "PUT" && !messages.has(id) ? { status: 404, code: "ActivityNotFoundInConversation" } : undefined);
        const activityId = method === "PUT" ? id : `m${++n}`;
        if (failure === undefined) messages.set(activityId, body);
        calls.push({ method, conversation, activityId, body, status: failure?.status ?? 200 });
        for (const look of [...waiting]) look();
        if (failure !== undefined)
          return answer(
            res,
            failure.status,
            { error: { code: failure.code, message: failure.code } },
            failure.retryAfter === undefined ? {} : { "retry-after": String(failure.retryAfter) },
          );
        answer(res, method === "POST" ? 201 : 200, { id: activityId });
      })().catch(() => res.destroy()),
  );
  await new Promise<void>((r) => server.listen(0, "127.0.0.1", () => r()));
  const fake: FakeConnector = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    messages,
    people: new Map(),
    fail: () => undefined,
    hold: () => undefined,
    until: (fits) =>
      new Promise((resolve) => {
        const look = (): void => {
          const hit = calls.find(fits);
          if (hit !== undefined) {
            waiting.delete(look);
            resolve(hit);
          }
        };
        waiting.add(look);
        look();
      }),
    stop: () =>
      new Promise((r) => {
        server.close(() => r());
        server.closeAllConnections();
      }),
  };
  return fake;
}
/** The card of a sent or updated message, if it is one. */
export const cardOf = (body: any): any =>
  body?.attachments?.find((a: any) => a.contentType === "application/vnd.microsoft.card.adaptive")?.content;
/** All that a person can read on a card, in order. */
export function wordsOf(card: unknown): string {
  const out: string[] = [];
  const walk = (x: unknown): void => {
    if (Array.isArray(x)) return x.forEach(walk);
    if (typeof x !== "object" || x === null) return;
    for (const [k, v] of Object.entries(x))
      if (typeof v === "string") {
        if (["text", "title", "label"].includes(k)) out.push(v);
      } else walk(v);
  };
  walk(card);
  return out.join("\n");
}
/** Every button of a card. */
export function buttonsOf(card: unknown): { title: string; verb: string; data: Record<string, unknown> }[] {
  if (Array.isArray(card)) return card.flatMap(buttonsOf);
  if (typeof card !== "object" || card === null) return [];
  const x = card as Record<string, unknown>;
  return [
    ...(x["type"] === "Action.Execute"
      ? [{ title: String(x["title"]), verb: String(x["verb"]), data: x["data"] as Record<string, unknown> }]
      : []),
    ...Object.values(x).flatMap(buttonsOf),
  ];
}

const BOT = { id: "28:bot", name: "Sync Triage" };
export interface Answer {
  readonly statusCode: number;
  readonly type: string;
  readonly value: unknown;
}
export interface Teams {
  /** Posts an activity as Teams would; `more` is laid over it. */
  send(by: string, more: object): Promise<Response>;
  /** A message of one person in the client's conversation; in a channel with the bot's mention. */
  say(text: string, by: string, more?: object): Promise<Response>;
  /** One click; checks that the answer is an invoke response that Teams accepts. */
  press(verb: string, data: object, on: string, by: string, more?: object): Promise<Answer>;
  /** The first card, past or to come, that holds the words. */
  card(words: string): Promise<Call>;
}
let sent = 0;
/** Speaks to the bot at `messages` from one conversation, whose replies go to the connector. `by`: object ids of the tenant's people. */
export function teamsClient(
  connector: FakeConnector,
  messages: string,
  tenantId: string,
  place: { readonly id: string; readonly type: "channel" | "personal" },
): Teams {
  const post = (body: object): Promise<Response> =>
    fetch(messages, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
  const send: Teams["send"] = (by, more) =>
    post({
      id: `sent-${++sent}`,
      channelId: "msteams",
      serviceUrl: connector.url,
      from: { id: `29:${by}`, aadObjectId: by, name: by.slice(0, 4) },
      recipient: BOT,
      conversation: { id: place.id, conversationType: place.type, tenantId, isGroup: place.type === "channel" },
      channelData: { tenant: { id: tenantId } },
      ...more,
    });
  return {
    send,
    say: (text, by, more = {}) =>
      send(by, {
        type: "message",
        ...(place.type === "personal"
          ? { text }
          : {
              text: `<at>${BOT.name}</at> ${text}`,
              entities: [{ type: "mention", mentioned: BOT, text: `<at>${BOT.name}</at>` }],
            }),
        ...more,
      }),
    press: async (verb, data, on, by, more = {}) => {
      const r = await send(by, {
          type: "invoke",
          name: "adaptiveCard/action",
          replyToId: on,
          value: { action: { type: "Action.Execute", verb, data } },
          ...more,
        }),
        text = await r.text();
      if (r.status !== 200 || text === "") throw new Error(`${verb}: HTTP ${r.status} ${text.slice(0, 200)}`);
      const answer = JSON.parse(text) as Answer;
      if (
        typeof answer.statusCode !== "number" ||
        typeof answer.type !== "string" ||
        answer.value === undefined ||
        answer.value === ""
      )
        throw new Error(`${verb}: no invoke response: ${text.slice(0, 200)}`);
      return answer;
    },
    card: (words) => connector.until((c) => c.status === 200 && wordsOf(cardOf(c.body)).includes(words)),
  };
}
/** The button of a card with this verb, and with these data where given. */
export function buttonOf(
  card: unknown,
  verb: string,
  data: Record<string, unknown> = {},
): { title: string; verb: string; data: Record<string, unknown> } {
  const hit = buttonsOf(card).find((b) => b.verb === verb && Object.entries(data).every(([k, v]) => b.data[k] === v));
  if (hit === undefined)
    throw new Error(`no button ${verb} ${JSON.stringify(data)} on: ${wordsOf(card).slice(0, 300)}`);
  return hit;
}
