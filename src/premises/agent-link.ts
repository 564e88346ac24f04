/** The bot's side of the agent: questions and commands through the relay. Nothing is thrown, and no command is ever sent twice. */
import { randomBytes, type KeyObject } from "node:crypto";
import {
  seen,
  unreadable,
  absent,
  type CollectAnswers,
  type Fact,
  type PremisesCommand,
  type PremisesQuestion,
  type Unreadable,
} from "../domain";
import {
  newMeter,
  type AgentLink,
  type AgentSelf,
  type CommandEnvelope,
  type CommandOutcome,
  type Meter,
} from "../ports";
import type { RelaySender, SendResult } from "../relay";
import { answerSchemas, otherVersion, replySchema, seal, unseal, WIRE_VERSION, type WireReply } from "./wire";

export interface LinkOptions {
  readonly sender: RelaySender;
  readonly tenant: string;
  readonly agentId: string;
  readonly signKey: KeyObject;
  readonly agentKey: KeyObject;
  readonly now?: () => Date;
  readonly sleep?: (ms: number) => Promise<void>;
  /** How long a command may run before its outcome counts as unknown, ms. */
  readonly patienceMs?: number;
  /** When this bot began, in ms since 1970; by default now. The agent takes no order of one that began before the newest that it has heard of. */
  readonly epoch?: number;
}
/** What the links to one agent share, whatever meter they write to. */
interface Session {
  readonly epoch: number;
  /** Orders that were made. */
  counter: number;
  /** The host that answered last. */
  host: string | undefined;
}
const WHY: Record<Exclude<SendResult["kind"], "answer">, Unreadable["why"]> = {
  "agent-offline": "offline",
  "agent-timeout": "timeout",
  "relay-auth": "denied",
  "relay-fault": "offline",
  broken: "offline",
};
/** `arrived` is "no" only where it is proved that the agent never got the message. */
type Reply = { ok: true; reply: WireReply } | { ok: false; fault: Unreadable; arrived: "no" | "perhaps" };
/** What the journal says of an order. `not-yet`: it does not know it, and would still take it until its time is over. */
type Progress =
  | { state: "ended"; outcome: CommandOutcome }
  | { state: "running" | "not-yet" | "never-arrived" }
  | { state: "unreadable"; why: string };
const RELAY = { system: "premises" as const, via: "the relay" };

export class RelayAgentLink implements AgentLink {
  readonly #now: () => Date;
  readonly #sleep: (ms: number) => Promise<void>;
  readonly #session: Session;
  constructor(
    private readonly o: LinkOptions,
    private readonly meter: Meter = newMeter(),
    session?: Session,
  ) {
    this.#now = o.now ?? (() => new Date());
    this.#sleep = o.sleep ?? ((ms) => new Promise((r) => setTimeout(r, ms)));
    this.#session = session ?? { epoch: o.epoch ?? this.#now().getTime(), counter: 0, host: undefined };
  }

  /** Sends one message and judges its answer. `commandId`: what the answer must be about. */
  async #ask(suffix: string, message: object, commandId?: string): Promise<Reply> {
    const nonce = randomBytes(16).toString("base64url"),
      started = performance.now();
    this.meter.relayRoundTrips++;
    const result = await this.o.sender.send(
      "POST",
      suffix,
      seal({ v: WIRE_VERSION, tenant: this.o.tenant, agent: this.o.agentId, nonce, ...message }, this.o.signKey),
    );
    this.meter.slowestMs = Math.max(this.meter.slowestMs, performance.now() - started);
    if (result.kind !== "answer")
      return {
        ok: false,
        fault: unreadable(WHY[result.kind], `${result.kind}: ${result.detail}`, RELAY),
        arrived: result.arrived,
      };
    const opened = unseal(result.body, this.o.agentKey);
    if (!opened.ok) return garbled(`the agent's answer (HTTP ${result.status}) was refused: ${opened.why}`);
    const other = otherVersion(opened.message, "the agent");
    if (other !== undefined) return garbled(other);
    const parsed = replySchema.safeParse(opened.message);
    if (!parsed.success) return garbled(`the answer does not fit: ${parsed.error.issues[0]?.path.join(".") ?? ""}`);
    const reply = parsed.data;
    const mine =
      reply.nonce === nonce &&
      reply.tenant === this.o.tenant &&
      reply.agent === this.o.agentId &&
      (reply.commandId === commandId || (reply.commandId === undefined && reply.refused !== undefined));
    if (!mine) return garbled("the answer belongs to another question");
    this.#session.host = reply.host;
    return { ok: true, reply };
  }
  metered(meter: Meter): AgentLink {
    return new RelayAgentLink(this.o, meter, this.#session);
  }
  #deadline(ms = 60_000): string {
    return new Date(this.#now().getTime() + ms).toISOString();
  }

  async collect(questions: readonly PremisesQuestion[]): Promise<{ answers: CollectAnswers; agent: Fact<AgentSelf> }> {
    const r = await this.#ask("/collect", { operation: "collect", args: { questions }, notAfter: this.#deadline() });
    const all = (fault: Unreadable): CollectAnswers =>
      Object.fromEntries(questions.map((q) => [q.kind, fault])) as CollectAnswers;
    if (!r.ok) return { answers: all(r.fault), agent: r.fault };
    const { version, host } = r.reply,
      agent = seen({ version, host }, { system: "premises" as const, via: "the agent" });
    if (r.reply.answers === undefined)
      return { answers: all(unreadable("denied", r.reply.refused ?? "the agent gave no answers", agent.from)), agent };
    const given = r.reply.answers;
    return {
      agent,
      answers: Object.fromEntries(
        questions.map((q) => {
          if (given[q.kind] === undefined)
            return [q.kind, unreadable("malformed", "the agent left the question without an answer", agent.from)];
          const parsed = answerSchemas[q.kind].safeParse(given[q.kind]);
          return [
            q.kind,
            parsed.success
              ? parsed.data
              : unreadable(
                  "malformed",
                  `${parsed.error.issues[0]?.path.join(".") ?? ""}: ${parsed.error.issues[0]?.message ?? "?"}`,
                  agent.from,
                ),
          ];
        }),
      ) as CollectAnswers,
    };
  }
  async execute(command: PremisesCommand, e: CommandEnvelope): Promise<CommandOutcome> {
    const { commandId, step, notAfter } = e,
      host = e.host ?? this.#session.host ?? (await this.#hear());
    if (typeof host !== "string")
      return { state: "failed", detail: `The agent does not answer (${host.detail}); nothing was ordered.` };
    const { epoch } = this.#session,
      counter = ++this.#session.counter;
    const { plan, planDigest, approvalId, approvedBy, reason, notBefore } = e;
    const r = await this.#ask(
      "/commands",
      {
        operation: "execute",
        args: { step, command },
        host,
        epoch,
        counter,
        commandId,
        plan,
        planDigest,
        approvalId,
        approvedBy,
        reason,
        notBefore,
        notAfter,
      },
      commandId,
    );
    // A refusal by one whose journal could still take the order settles nothing.
    if (r.ok && r.reply.refused !== undefined && r.reply.progress === undefined)
      return { state: "failed", detail: `The agent refused: ${r.reply.refused}` };
    if (r.ok && r.reply.outcome !== undefined) return r.reply.outcome;
    if (!r.ok && r.arrived === "no")
      return { state: "failed", detail: `It did not reach the agent (${r.fault.detail}); nothing was run.` };
    // On its way, or the answer was lost: the journal tells, a second order never.
    const until = this.#now().getTime() + (this.o.patienceMs ?? 120_000);
    for (let wait = 200; this.#now().getTime() < until; wait = Math.min(wait * 1.6, 5000)) {
      await this.#sleep(wait);
      const o = await this.#look(commandId, notAfter, host);
      if (o.state === "ended") return o.outcome;
      if (o.state === "never-arrived")
        return {
          state: "failed",
          detail: "The agent's journal does not know this command, and its time is over; nothing was run.",
        };
      if (o.state === "unreadable" && !r.ok)
        return { state: "unknown", detail: `The agent cannot be asked what became of it (${o.why}).` };
    }
    const why = r.ok && r.reply.refused !== undefined ? ` (${r.reply.refused})` : "";
    return { state: "unknown", detail: `It is not known yet what became of it${why}.` };
  }
  /** The host that answers now, or why none does. */
  async #hear(): Promise<string | Unreadable> {
    const { agent } = await this.collect([{ kind: "services" }]);
    return agent.state === "seen" && agent.value.host !== undefined
      ? agent.value.host
      : agent.state === "unreadable"
        ? agent
        : unreadable("malformed", "it does not say which host it is", RELAY);
  }
  /** `notAfter` and `host` of the order, where they are known. The agent's own clock counts: it alone decides whether it would still take it. */
  async #look(commandId: string, notAfter: string | undefined, host: string | undefined): Promise<Progress> {
    const r = await this.#ask(
      "/outcome",
      { operation: "outcome", args: { commandId }, notAfter: this.#deadline() },
      commandId,
    );
    if (!r.ok) return { state: "unreadable", why: r.fault.detail };
    const { reply } = r;
    if (host !== undefined && reply.host !== host)
      return { state: "unreadable", why: `another host answers in the agent's name: ${reply.host}, not ${host}` };
    if (reply.progress === "ended" && reply.outcome !== undefined) return { state: "ended", outcome: reply.outcome };
    switch (reply.progress) {
      case "running":
        return { state: "running" };
      case "never-arrived": {
        const open = notAfter !== undefined && Date.parse(reply.at) < Date.parse(notAfter);
        return { state: open ? "not-yet" : "never-arrived" };
      }
      default:
        return { state: "unreadable", why: reply.refused ?? "no outcome" };
    }
  }
  heard(): string | undefined {
    return this.#session.host;
  }
  async outcome(commandId: string, notAfter?: string, host?: string): Promise<Fact<CommandOutcome>> {
    const o = await this.#look(commandId, notAfter, host),
      from = { system: "premises" as const, via: "the agent's journal" };
    switch (o.state) {
      case "ended":
        return seen(o.outcome, from);
      case "never-arrived":
        return absent(from);
      case "running":
        return unreadable("failed", "it is still running", from);
      case "not-yet":
        return unreadable("failed", "it has not arrived, and may still arrive", from);
      case "unreadable":
        return unreadable("offline", o.why, from);
    }
  }
}
/** An answer came that cannot be believed: what it answers may have been done. */
const garbled = (detail: string): Reply => ({
  ok: false,
  fault: unreadable("malformed", detail, RELAY),
  arrived: "perhaps",
});
