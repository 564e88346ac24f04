/** The program on the sync server: a closed list of operations, a policy that has the last word, a journal. It listens on no socket. */
import type { KeyObject } from "node:crypto";
import { sameValue, type AdObject, type CollectAnswers, type PremisesCommand, type PremisesQuestion } from "../domain";
import { sameDn } from "../identity/dn";
import type { RelayRequest, RelayResponse } from "../relay";
import { requestSchema, seal, unseal, WIRE_VERSION, type WireReply, type WireRequest } from "../premises/wire";
import type { CommandResult, PremisesHost } from "./host";
import type { Journal } from "./journal";
import { refusalOf, type Policy } from "./policy";

export interface AgentOptions {
  readonly id: string;
  readonly tenant: string;
  readonly version: string;
  readonly host: PremisesHost;
  readonly policy: Policy;
  readonly journal: Journal;
  readonly botKey: KeyObject;
  readonly key: KeyObject;
  readonly now?: () => Date;
  readonly readMs?: number;
  readonly runMs?: number;
  /** How long an order is waited for before "still running" is answered. */ readonly answerMs?: number;
}
type Execute = Extract<WireRequest, { operation: "execute" }>;
const OUTPUT_LIMIT = 24 * 1024 * 1024;

export class Agent {
  readonly #now: () => Date;
  #lastWrite: Promise<unknown> = Promise.resolve();
  readonly #running = new Map<string, Promise<CommandResult>>();
  constructor(private readonly o: AgentOptions) {
    this.#now = o.now ?? (() => new Date());
  }

  /** Answers one relay request. A message that is not ours gets no word about why, beyond the status. */
  readonly handle = async (request: RelayRequest): Promise<RelayResponse> => {
    const opened = unseal(request.body, this.o.botKey);
    if (!opened.ok) return { status: 403 };
    const parsed = requestSchema.safeParse(opened.message);
    const nonce = parsed.success
      ? parsed.data.nonce
      : String((opened.message as { nonce?: unknown } | null)?.nonce ?? "?");
    const reply = (r: Omit<WireReply, "v" | "agent" | "nonce" | "version" | "at">): RelayResponse => ({
      status: 200,
      headers: { "Content-Type": "application/json" },
      body: seal(
        { v: WIRE_VERSION, agent: this.o.id, nonce, version: this.o.version, at: this.#now().toISOString(), ...r },
        this.o.key,
      ),
    });
    if (!parsed.success)
      return reply({
        refused:
          `the operation or its arguments are not in the list: ${parsed.error.issues[0]?.path.join(".") ?? ""} ${parsed.error.issues[0]?.message ?? ""}`.slice(
            0,
            500,
          ),
      });
    const m = parsed.data;
    if (m.agent !== this.o.id || m.tenant !== this.o.tenant)
      return reply({ refused: "the message is for another agent or tenant" });
    // A repeat of an order that has arrived runs nothing: it is answered from the journal, however late. "Refused" would say that it was not carried out.
    const repeated = m.operation === "execute" && (this.#running.has(m.commandId) || this.o.journal.knows(m.commandId));
    if (!repeated && this.#now().getTime() >= Date.parse(m.notAfter))
      return reply({ refused: `the message is past its time (${m.notAfter})` });
    switch (m.operation) {
      case "collect":
        return this.#collect(m.questions as readonly PremisesQuestion[], reply);
      case "outcome": {
        const r = this.o.journal.remember(m.commandId);
        if (r.progress === "ended") return reply({ commandId: m.commandId, progress: "ended", outcome: r.outcome });
        // One that waits for its turn has arrived, though the journal does not know it yet.
        if (this.#running.has(m.commandId)) return reply({ commandId: m.commandId, progress: "running" });
        return r.progress === "beyond-memory"
          ? reply({ refused: "the journal no longer reaches back that far" })
          : reply({ commandId: m.commandId, progress: r.progress });
      }
      case "execute":
        return this.#execute(m, reply);
    }
  };
  async #collect(
    questions: readonly PremisesQuestion[],
    reply: (r: { answers?: Record<string, unknown>; refused?: string }) => RelayResponse,
  ): Promise<RelayResponse> {
    let answers: CollectAnswers;
    try {
      answers = await this.o.host.collect(questions, AbortSignal.timeout(this.o.readMs ?? 45_000));
    } catch (error) {
      const why = (error as Error).name === "TimeoutError" ? "timeout" : "failed";
      answers = Object.fromEntries(
        questions.map((q) => [q.kind, { state: "unreadable", why, detail: (error as Error).message.slice(0, 300) }]),
      ) as CollectAnswers;
    }
    const out = reply({ answers });
    return (out.body?.length ?? 0) > OUTPUT_LIMIT ? reply({ refused: "the answer is larger than 24 MB" }) : out;
  }
  async #execute(
    m: Execute,
    reply: (r: {
      commandId?: string;
      progress?: "running" | "ended";
      outcome?: CommandResult;
      refused?: string;
    }) => RelayResponse,
  ): Promise<RelayResponse> {
    const { commandId } = m,
      { journal } = this.o;
    const known = journal.remember(commandId);
    if (known.progress === "ended") return reply({ commandId, progress: "ended", outcome: known.outcome });
    const running = this.#running.get(commandId);
    if (running === undefined) {
      if (known.progress === "running") return reply({ commandId, progress: "running" });
      if (journal.usedNonce(m.nonce)) return reply({ refused: "this message was received before" });
      if (this.#now().getTime() < Date.parse(m.notBefore) - 300_000)
        return reply({ refused: `the message is before its time (${m.notBefore})` });
    }
    const work = running ?? this.#queue(m);
    this.#running.set(commandId, work);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((r) => {
      timer = setTimeout(() => r("late"), this.o.answerMs ?? 20_000);
    });
    const first = await Promise.race([work, late]);
    clearTimeout(timer);
    return first === "late"
      ? reply({ commandId, progress: "running" })
      : reply({ commandId, progress: "ended", outcome: first });
  }
  /** One write at a time, in the order of their arrival. */
  #queue(m: Execute): Promise<CommandResult> {
    const work = this.#lastWrite.then(
      () => this.#run(m),
      () => this.#run(m),
    );
    this.#lastWrite = work.catch(() => undefined);
    return work.finally(() => this.#running.delete(m.commandId));
  }
  async #run(m: Execute): Promise<CommandResult> {
    const command = m.command as PremisesCommand,
      at = (): string => this.#now().toISOString();
    const end = async (r: CommandResult): Promise<CommandResult> => {
      await this.o.journal.outcome(m.commandId, at(), r);
      return r;
    };
    // Refusals are journalled too: an order that was refused once is never run later under the same id.
    await this.o.journal.intent({
      at: at(),
      commandId: m.commandId,
      nonce: m.nonce,
      kind: command.kind,
      approvalId: m.approvalId,
      planDigest: m.planDigest,
      approvedBy: m.approvedBy,
    });
    if (this.#now().getTime() >= Date.parse(m.notAfter))
      return end({ state: "failed", detail: "Refused: the order waited past its time; nothing was changed." });
    const signal = AbortSignal.timeout(this.o.runMs ?? 10 * 60_000);
    try {
      const target = "objectGUID" in command ? await this.#object(command.objectGUID, signal) : undefined;
      const refusal = refusalOf(this.o.policy, command, target);
      if (refusal !== undefined) return end({ state: "failed", detail: `Refused: ${refusal}; nothing was changed.` });
      if ("groupDn" in command && !(await this.#isPilotGroup(command.groupDn, signal)))
        return end({
          state: "failed",
          detail: "Refused: only the members of the sync filter's group are changed; nothing was changed.",
        });
      const changed = await this.#changed(m, signal);
      if (changed !== undefined)
        return end({ state: "failed", detail: `The world has changed; nothing was done. ${changed}` });
    } catch (error) {
      return end({
        state: "failed",
        detail: `What the order rests on could not be read again; nothing was changed. ${(error as Error).message.slice(0, 300)}`,
      });
    }
    try {
      return await end(await this.o.host.execute(command, signal));
    } catch (error) {
      return end({ state: "unknown", detail: (error as Error).message.slice(0, 300) });
    }
  }
  async #object(objectGUID: string, signal: AbortSignal): Promise<AdObject | undefined> {
    const a = (await this.o.host.collect([{ kind: "ad-object", objectGUID }], signal))["ad-object"];
    if (a === undefined || a.state === "unreadable") throw new Error(a?.detail ?? "the object was not read");
    return a.state === "seen" ? a.value : undefined;
  }
  /** Any other group could carry rights, up to those of the domain's administrators. */
  async #isPilotGroup(dn: string, signal: AbortSignal): Promise<boolean> {
    const a = (await this.o.host.collect([{ kind: "pilot-group" }], signal))["pilot-group"];
    if (a === undefined || a.state === "unreadable") throw new Error(a?.detail ?? "the filter group was not read");
    return a.state === "seen" && sameDn(a.value.dn, dn);
  }
  /** The first expectation that no longer holds, in words. */
  async #changed(m: Execute, signal: AbortSignal): Promise<string | undefined> {
    for (const e of m.expects) {
      if (e.system === "ad") {
        const o = await this.#object(e.objectGUID, signal);
        if (!sameValue(o?.[e.attribute], e.equals))
          return `${e.says} Now: ${JSON.stringify(o?.[e.attribute] ?? null)}.`;
        continue;
      }
      const kind = e.what === "service" ? ("services" as const) : ("scheduler" as const);
      const a = (await this.o.host.collect([{ kind }], signal))[kind];
      if (a === undefined || a.state === "unreadable") throw new Error(a?.detail ?? `${kind} was not read`);
      const now =
        a.state !== "seen"
          ? undefined
          : e.what === "service"
            ? (a.value as { Name: string; Status: string }[]).find((s) => s.Name === e.name)?.Status
            : (a.value as unknown as Record<string, unknown>)[e.property];
      if (!sameValue(now, e.equals)) return `${e.says} Now: ${JSON.stringify(now ?? null)}.`;
    }
    return undefined;
  }
}
