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
import { newMeter, type AgentLink, type CommandEnvelope, type CommandOutcome, type Meter } from "../ports";
import type { RelaySender, SendResult } from "../relay";
import { answerSchemas, replySchema, seal, unseal, WIRE_VERSION, type WireReply } from "./wire";

export interface LinkOptions {
  readonly sender: RelaySender;
  readonly tenant: string;
  readonly agentId: string;
  readonly signKey: KeyObject;
  readonly agentKey: KeyObject;
  readonly now?: () => Date;
  readonly sleep?: (ms: number) => Promise<void>;
  /** How long a command may run before its outcome counts as unknown, ms. */ readonly patienceMs?: number;
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

export class RelayAgentLink implements AgentLink {
  readonly #now: () => Date;
  readonly #sleep: (ms: number) => Promise<void>;
  constructor(
    private readonly o: LinkOptions,
    private readonly meter: Meter = newMeter(),
  ) {
    this.#now = o.now ?? (() => new Date());
    this.#sleep = o.sleep ?? ((ms) => new Promise((r) => setTimeout(r, ms)));
  }

  async #ask(suffix: string, message: object): Promise<Reply> {
    const nonce = randomBytes(16).toString("base64url"),
      started = performance.now();
    this.meter.relayRoundTrips++;
    const result = await this.o.sender.send(
      "POST",
      suffix,
      seal({ v: WIRE_VERSION, tenant: this.o.tenant, agent: this.o.agentId, nonce, ...message }, this.o.signKey),
    );
    this.meter.slowestMs = Math.max(this.meter.slowestMs, performance.now() - started);
    const from = { system: "premises" as const, via: "the relay" };
    if (result.kind !== "answer")
      return {
        ok: false,
        fault: unreadable(WHY[result.kind], `${result.kind}: ${result.detail}`, from),
        arrived: result.arrived,
      };
    const opened = unseal(result.body, this.o.agentKey);
    if (!opened.ok)
      return {
        ok: false,
        fault: unreadable("malformed", `the agent's answer (HTTP ${result.status}) was refused: ${opened.why}`, from),
        arrived: "perhaps",
      };
    const parsed = replySchema.safeParse(opened.message);
    if (!parsed.success || parsed.data.nonce !== nonce || parsed.data.agent !== this.o.agentId)
      return {
        ok: false,
        fault: unreadable(
          "malformed",
          parsed.success
            ? "the answer belongs to another question"
            : `the answer does not fit: ${parsed.error.issues[0]?.path.join(".") ?? ""}`,
          from,
        ),
        arrived: "perhaps",
      };
    return { ok: true, reply: parsed.data };
  }
  metered(meter: Meter): AgentLink {
    return new RelayAgentLink(this.o, meter);
  }
  #deadline(ms = 60_000): string {
    return new Date(this.#now().getTime() + ms).toISOString();
  }

  async collect(
    questions: readonly PremisesQuestion[],
  ): Promise<{ answers: CollectAnswers; agent: Fact<{ version: string }> }> {
    const r = await this.#ask("/collect", { operation: "collect", questions, notAfter: this.#deadline() });
    const all = (fault: Unreadable): CollectAnswers =>
      Object.fromEntries(questions.map((q) => [q.kind, fault])) as CollectAnswers;
    if (!r.ok) return { answers: all(r.fault), agent: r.fault };
    const agent = seen({ version: r.reply.version }, { system: "premises" as const, via: "the agent" });
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
    const { commandId, planDigest, approvalId, approvedBy, notBefore, notAfter, expects } = e;
    const r = await this.#ask("/commands", {
      operation: "execute",
      commandId,
      command,
      planDigest,
      approvalId,
      approvedBy,
      notBefore,
      notAfter,
      expects,
    });
    if (r.ok && r.reply.refused !== undefined)
      return { state: "failed", detail: `The agent refused: ${r.reply.refused}` };
    if (r.ok && r.reply.outcome !== undefined) return r.reply.outcome;
    if (!r.ok && r.arrived === "no")
      return { state: "failed", detail: `It did not reach the agent (${r.fault.detail}); nothing was run.` };
    // On its way, or the answer was lost: the journal tells, a second order never.
    const until = this.#now().getTime() + (this.o.patienceMs ?? 120_000);
    for (let wait = 200; this.#now().getTime() < until; wait = Math.min(wait * 1.6, 5000)) {
      await this.#sleep(wait);
      const o = await this.#look(commandId, notAfter);
      if (o.state === "ended") return o.outcome;
      if (o.state === "never-arrived")
        return {
          state: "failed",
          detail: "The agent's journal does not know this command, and its time is over; nothing was run.",
        };
      if (o.state === "unreadable" && !r.ok)
        return { state: "unknown", detail: `The agent cannot be asked what became of it (${o.why}).` };
    }
    return { state: "unknown", detail: "It is not known yet what became of it." };
  }
  /** `notAfter` of the order, where it is known: by the agent's own clock, which alone decides whether it would still take it. */
  async #look(commandId: string, notAfter: string | undefined): Promise<Progress> {
    const r = await this.#ask("/outcome", { operation: "outcome", commandId, notAfter: this.#deadline() });
    if (!r.ok) return { state: "unreadable", why: r.fault.detail };
    if (r.reply.progress === "ended" && r.reply.outcome !== undefined)
      return { state: "ended", outcome: r.reply.outcome };
    switch (r.reply.progress) {
      case "running":
        return { state: "running" };
      case "never-arrived":
        return {
          state: notAfter !== undefined && Date.parse(r.reply.at) < Date.parse(notAfter) ? "not-yet" : "never-arrived",
        };
      default:
        return { state: "unreadable", why: r.reply.refused ?? "no outcome" };
    }
  }
  async outcome(commandId: string, notAfter?: string): Promise<Fact<CommandOutcome>> {
    const o = await this.#look(commandId, notAfter),
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
