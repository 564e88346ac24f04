/** The program on the sync server: a closed list of operations, a policy that has the last word, a journal. It listens on no socket. */
import { wordsIn } from "../domain/words";
import type { KeyObject } from "node:crypto";
import {
  canonicalJson,
  sameValue,
  type AdObject,
  type CollectAnswers,
  type Expectation,
  type PremisesQuestion,
} from "../domain";
import { differenceIn, stillExpected } from "../domain/order";
import { sameDn } from "../identity/dn";
import type { RelayRequest, RelayResponse } from "../relay";
import {
  otherVersion,
  requestSchema,
  seal,
  unseal,
  WIRE_VERSION,
  type WireReply,
  type WireRequest,
} from "../premises/wire";
import type { CommandResult, PremisesHost } from "./host";
import type { Journal } from "./journal";
import { whyNotTaken, type Order } from "./judgement";
import { placeOf, refusalOf, type Policy } from "./policy";

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
type Outcome = Extract<WireRequest, { operation: "outcome" }>;
/** What an answer says beside who gives it. */
type Said = Omit<WireReply, "v" | "tenant" | "agent" | "host" | "epoch" | "nonce" | "version" | "at">;
/** How an order ended, or that it could not be taken up at all: then nothing was done, and the journal does not know it. */
type Ended = CommandResult | { readonly state: "not-taken"; readonly detail: string };
const OUTPUT_LIMIT = 24 * 1024 * 1024;

export class Agent {
  readonly #now: () => Date;
  readonly #startedAt: Date;
  #lastWrite: Promise<unknown> = Promise.resolve();
  readonly #running = new Map<string, Promise<Ended>>();
  constructor(private readonly o: AgentOptions) {
    this.#now = o.now ?? (() => new Date());
    this.#startedAt = this.#now();
  }

  /** Answers one relay request. A message that is not ours gets no word about why, beyond the status. */
  readonly handle = async (request: RelayRequest): Promise<RelayResponse> => {
    const opened = unseal(request.body, this.o.botKey);
    if (!opened.ok) return { status: 403 };
    const parsed = requestSchema.safeParse(opened.message);
    const nonce = parsed.success
      ? parsed.data.nonce
      : String((opened.message as { nonce?: unknown } | null)?.nonce ?? "?").slice(0, 200);
    const reply = (said: Said): RelayResponse => this.#sealed(nonce, said);
    const other = otherVersion(opened.message, "the bot");
    if (other !== undefined) return reply({ refused: other });
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
    if (m.operation === "execute")
      return reply(
        canonicalJson(opened.message) === opened.payload
          ? { commandId: m.commandId, ...(await this.#execute(m)) }
          : { refused: "the message is not in its canonical form" },
      );
    if (this.#isLate(m)) return reply({ refused: this.#late(m) });
    return m.operation === "outcome"
      ? reply({ commandId: m.args.commandId, ...this.#outcome(m) })
      : this.#collect(m.args.questions as readonly PremisesQuestion[], reply);
  };
  #sealed(nonce: string, said: Said): RelayResponse {
    const { id, tenant, version, journal, key } = this.o,
      at = this.#now().toISOString();
    const message = {
      v: WIRE_VERSION,
      tenant,
      agent: id,
      host: journal.host,
      epoch: journal.epoch,
      nonce,
      version,
      at,
    };
    return {
      status: 200,
      headers: { "Content-Type": "application/json" },
      body: seal({ ...message, ...said }, key),
    };
  }
  #isLate({ notAfter }: Pick<WireRequest, "notAfter">): boolean {
    return this.#now().getTime() >= Date.parse(notAfter);
  }
  #late({ notAfter }: Pick<WireRequest, "notAfter">): string {
    return `the message is past its time (${notAfter}); this agent's clock says ${this.#now().toISOString()}`;
  }
  async #collect(questions: readonly PremisesQuestion[], reply: (said: Said) => RelayResponse): Promise<RelayResponse> {
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
  #outcome({ args: { commandId } }: Outcome): Said {
    const known = this.o.journal.remember(commandId);
    if (known.progress === "ended") return { progress: "ended", outcome: known.outcome };
    // One that waits for its turn has arrived, though the journal does not know it yet.
    if (this.#running.has(commandId)) return { progress: "running" };
    return known.progress === "beyond-memory"
      ? { refused: "the journal no longer reaches back that far" }
      : { progress: known.progress };
  }
  /** A repeat of an order that has arrived runs nothing: it is answered from the journal, however late. "Refused" would say that it was not carried out. */
  async #execute(m: Execute): Promise<Said> {
    const { journal, answerMs } = this.o,
      known = journal.remember(m.commandId);
    if ("planDigest" in known && known.planDigest !== m.planDigest)
      return { refused: "an order of another plan was taken under this id" };
    if (known.progress === "ended") return { progress: "ended", outcome: known.outcome };
    const running = this.#running.get(m.commandId);
    if (running === undefined) {
      if (known.progress === "running") return { progress: "running" };
      if (this.#isLate(m)) return { refused: this.#late(m) };
      // It may still reach the host that it is for.
      if (m.host !== journal.host)
        return { progress: "never-arrived", refused: `it is for host ${m.host}, and this is ${journal.host}` };
    }
    const work = running ?? this.#queue(m);
    this.#running.set(m.commandId, work);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<"late">((r) => {
      timer = setTimeout(() => r("late"), answerMs ?? 20_000);
    });
    const first = await Promise.race([work, late]);
    clearTimeout(timer);
    if (first === "late") return { progress: "running" };
    return first.state === "not-taken"
      ? { progress: "never-arrived", refused: first.detail }
      : { progress: "ended", outcome: first };
  }
  /** One write at a time, in the order of their arrival. */
  #queue(m: Execute): Promise<Ended> {
    const work = this.#lastWrite.then(() => this.#run(m));
    this.#lastWrite = work.catch(() => undefined);
    return work.finally(() => this.#running.delete(m.commandId));
  }
  async #run(m: Execute): Promise<Ended> {
    const { journal } = this.o,
      { command } = m.args,
      { commandId, nonce, epoch, counter, approvalId, planDigest, approvedBy, reason, notAfter } = m,
      at = (): string => this.#now().toISOString();
    const why = this.#isLate(m)
      ? "the order waited past its time"
      : whyNotTaken(m as Order, {
          now: this.#now(),
          startedAt: this.#startedAt,
          policy: this.o.policy,
          journal,
        });
    const refusal = why === undefined ? undefined : refused(why);
    const intent = {
      at: at(),
      commandId,
      nonce,
      epoch,
      counter,
      kind: command.kind,
      approvalId,
      planDigest,
      approvedBy,
      ...(reason === undefined ? {} : { reason }),
      notAfter,
    };
    try {
      // An order that was refused once is never run later under the same id.
      if (refusal !== undefined) {
        await journal.refused(intent, refusal.detail);
        return refusal;
      }
      await journal.intent(intent);
    } catch (error) {
      return {
        state: "not-taken",
        detail: `the journal cannot be written, so nothing is done (${(error as Error).message})`,
      };
    }
    const end = async (r: CommandResult): Promise<CommandResult> => {
      await journal.outcome(commandId, at(), r);
      return r;
    };
    const signal = AbortSignal.timeout(this.o.runMs ?? 10 * 60_000);
    try {
      const forbidden = await this.#forbidden(command, signal);
      if (forbidden !== undefined) return await end(refused(forbidden));
      const changed = await this.#changed(m as Order, signal);
      if (changed.length > 0)
        return await end({
          state: "failed",
          detail: `The world has changed; nothing was done. ${changed.join(" ")}`.slice(0, DETAIL_LIMIT),
        });
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
  /** The site's last word about what the command names, as that is now. */
  async #forbidden(command: Order["args"]["command"], signal: AbortSignal): Promise<string | undefined> {
    const dn = placeOf(command);
    const named = {
      target: "objectGUID" in command ? await this.#object(command.objectGUID, signal) : undefined,
      place: dn === undefined ? undefined : await this.#objectAt(dn, signal),
    };
    const refusal = refusalOf(this.o.policy, command, named);
    if (refusal !== undefined) return refusal;
    return "groupDn" in command && !(await this.#isPilotGroup(command.groupDn, signal))
      ? "only the members of the sync filter's group are changed"
      : undefined;
  }
  async #object(objectGUID: string, signal: AbortSignal): Promise<AdObject | undefined> {
    const a = (await this.o.host.collect([{ kind: "ad-object", objectGUID }], signal))["ad-object"];
    if (a === undefined || a.state === "unreadable") throw new Error(a?.detail ?? "the object was not read");
    return a.state === "seen" ? a.value : undefined;
  }
  async #objectAt(dn: string, signal: AbortSignal): Promise<AdObject | undefined> {
    const a = (await this.o.host.collect([{ kind: "ad-object-at", dn }], signal))["ad-object-at"];
    if (a === undefined || a.state === "unreadable") throw new Error(a?.detail ?? `${dn} was not read`);
    return a.state === "seen" ? a.value : undefined;
  }
  /** Any other group could carry rights, up to those of the domain's administrators. */
  async #isPilotGroup(dn: string, signal: AbortSignal): Promise<boolean> {
    const a = (await this.o.host.collect([{ kind: "pilot-group" }], signal))["pilot-group"];
    if (a === undefined || a.state === "unreadable") throw new Error(a?.detail ?? "the filter group was not read");
    return a.state === "seen" && sameDn(a.value.dn, dn);
  }
  /** Sentences about each expectation that no longer holds; what another side reads is not asked here. */
  async #changed({ plan, args }: Order, signal: AbortSignal): Promise<string[]> {
    const changed: string[] = [];
    for (const e of stillExpected(plan.expects, plan.commands.slice(0, args.step))) {
      if (e.system !== "ad" && e.system !== "server") continue;
      const now = await this.#valueNow(e, signal);
      if (!sameValue(now, e.equals)) changed.push(wordsIn(differenceIn(e, now)));
    }
    return changed;
  }
  async #valueNow(e: Extract<Expectation, { system: "ad" | "server" }>, signal: AbortSignal): Promise<unknown> {
    if (e.system === "ad") return (await this.#object(e.objectGUID, signal))?.[e.attribute];
    const kind = e.what === "service" ? ("services" as const) : ("scheduler" as const);
    const a = (await this.o.host.collect([{ kind }], signal))[kind];
    if (a === undefined || a.state === "unreadable") throw new Error(a?.detail ?? `${kind} was not read`);
    if (a.state !== "seen") return undefined;
    return e.what === "service"
      ? (a.value as { Name: string; Status: string }[]).find((s) => s.Name.toLowerCase() === e.name.toLowerCase())
          ?.Status
      : (a.value as unknown as Record<string, unknown>)[e.property];
  }
}
const refused = (why: string): CommandResult => ({
  state: "failed",
  detail: `Refused: ${why}; nothing was changed.`.slice(0, DETAIL_LIMIT),
});
/** The longest detail of an outcome that goes over the wire, in characters. */
const DETAIL_LIMIT = 4000;
