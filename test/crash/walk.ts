/** One case from the first word to the follow-up, as people in Teams take it; whatever dies on the way is started again, and judged. */
import type { Scenario } from "../../src/lab/scenario";
import { approversOf } from "../../src/lab/people";
import { buttonOf, buttonsOf, teamsClient, type Teams } from "../support/fake-connector";
import { breaches, type Breach } from "./judge";
import { late } from "./mortal";
import type { Stage } from "./stage";
import { messagesIn, type Shown } from "./teams";

/** Whose death is tried, at which of its points (0 = nobody's). */
export interface Kill {
  readonly which: "bot" | "agent";
  readonly at: number;
}
export interface Walked {
  /** The point at which it was killed; undefined where the walk has fewer. */
  readonly killed: string | undefined;
  readonly breaches: readonly Breach[];
  /** What was reached without a kill. */
  readonly points: readonly string[];
}
const MOST_STEPS = 16,
  HOUR_MS = 3_600_000,
  FOLLOW_UP_MS = 15_000;
let walks = 0;

export class Walk {
  readonly conversation = `19:walk-${++walks}@thread.tacv2;messageid=1`;
  readonly #accepted: { approvalId: string; by: string }[] = [];
  readonly #found: Breach[] = [];
  readonly #unknown: string[] = [];
  readonly #people: readonly string[];
  #told = false;
  #asked = 0;
  #lookedAt: number | undefined;
  #waited = false;
  #killed: string | undefined;
  #lateClick = false;

  constructor(
    private readonly stage: Stage,
    private readonly scenario: Scenario,
    private readonly ask: string,
  ) {
    this.#people = approversOf(scenario.world).map((p) => p.id);
  }
  async run(kill: Kill): Promise<Walked> {
    this.stage.reset(this.scenario);
    this.stage.arm(kill.which, kill.at);
    let ended = false;
    for (let step = 0; step < MOST_STEPS && !ended; step++)
      try {
        ended = !(await this.#next());
        await this.stage.idle();
        if (this.stage.agentCrash !== undefined && kill.which === "agent") this.#killed ??= this.stage.agentCrash;
      } catch (error) {
        await Promise.race([this.stage.bot.ended, late(2_000, "").catch(() => undefined)]);
        if (!this.stage.bot.isGone) throw error;
        await this.#revive();
      }
    if (!ended) this.#found.push({ condition: "hanging", says: "the walk comes to no end" });
    await this.#judge(true);
    if (this.#killed === undefined) await this.#mustHaveRun();
    const points = this.#killed === undefined ? await this.stage.points(kill.which) : [];
    return { killed: this.#killed, breaches: distinct(this.#found), points };
  }
  async #revive(): Promise<void> {
    const report = this.stage.bot.report();
    this.#killed = report?.at ?? `ended by itself: ${this.stage.bot.errors.slice(-300)}`;
    this.#unknown.push(...(report?.unknown ?? []).map((b) => JSON.stringify(JSON.parse(b))));
    await this.stage.startBot();
    await this.stage.idle();
    await this.#judge(false);
    this.#lateClick = true;
  }
  async #judge(atEnd: boolean): Promise<void> {
    const { cases, approvals } = await this.stage.stored(this.conversation);
    this.#found.push(
      ...breaches({
        cases,
        approvals,
        effects: this.stage.effects(),
        messages: this.#messages(),
        unknown: this.#unknown,
        accepted: this.#accepted,
        lookedAt: this.#lookedAt,
        atEnd,
      }),
    );
  }
  /** A walk in which nobody died shows nothing unless its plan was carried out. */
  async #mustHaveRun(): Promise<void> {
    const { approvals } = await this.stage.stored(this.conversation);
    if (approvals.some((a) => a.state === "done")) return;
    const says = `nobody was killed, and the plan is ${approvals.map((a) => `${a.state}: ${a.outcome}`).join(", ")}`;
    this.#found.push({ condition: "lost", says });
  }
  #messages(): Shown[] {
    return messagesIn(this.stage.connector, this.conversation);
  }
  get #teams(): Teams {
    return teamsClient(this.stage.connector, this.stage.messages, this.stage.tenantId, {
      id: this.conversation,
      type: "channel",
    });
  }
  /** What a person would do now; false where there is nothing left to do. */
  async #next(): Promise<boolean> {
    const [first = ""] = this.#people;
    if (!this.#told) {
      // The channel delivers again what was not answered, under the same id.
      await this.stage.bot.orDied(this.#teams.say(this.ask, first, { id: `${this.conversation} ${this.#asked}` }));
      this.#told = true;
      return true;
    }
    const messages = this.#messages(),
      { cases, approvals } = await this.stage.stored(this.conversation),
      verdict = messages.find((m) => m.kind === "case");
    if (verdict === undefined) {
      this.#found.push({ condition: "forgotten", says: "the ask has no verdict" });
      if (this.#asked > 0) return false;
      [this.#asked, this.#told] = [1, false];
      return true;
    }
    if (verdict.verbs.includes("choose-option")) {
      // The answer to a click that took long stands on the card that was pressed.
      await this.#press("choose-option", buttonOf(verdict.card, "choose-option").data, verdict.activityId, first);
      return true;
    }
    const plans = messages.filter((m) => m.kind === "plan");
    if (this.#lateClick) {
      this.#lateClick = false;
      if (await this.#clickLate(plans)) return true;
    }
    const open = plans.find(
      (m) => m.verbs.includes("approve") && approvals.some((a) => a.id === m.of && a.state === "pending"),
    );
    if (open !== undefined) {
      for (const by of this.#people) await this.#approve(open, by);
      return true;
    }
    const again = approvals.every((a) => a.state === "stale" || a.state === "expired");
    if (again && verdict.verbs.includes("propose") && approvals.length < 3) {
      await this.#propose(verdict, first);
      return true;
    }
    if (this.#lookedAt === undefined && cases.some((c) => c.followUpAt !== undefined)) {
      this.#lookedAt = messages.length;
      this.stage.world.advance(HOUR_MS + 60_000);
      return true;
    }
    if (this.#lookedAt === messages.length && !this.#waited) {
      await this.#waitForFollowUp(messages.length);
      this.#waited = true; // not where the bot has ended meanwhile
      return true;
    }
    return false;
  }
  async #press(verb: string, data: object, on: string, by: string) {
    return this.stage.bot.orDied(this.#teams.press(verb, data, on, by));
  }
  async #propose(verdict: Shown, by: string): Promise<void> {
    const answer = await this.#press("propose", buttonOf(verdict.card, "propose").data, verdict.activityId, by),
      option = buttonsOf(answer.value).find((b) => b.verb === "choose-option");
    if (option !== undefined) await this.#press("choose-option", option.data, verdict.activityId, by);
  }
  async #approve(plan: Shown, by: string): Promise<void> {
    const data = { ...buttonOf(plan.card, "approve").data, reason: "It was asked for" },
      answer = await this.#press("approve", data, plan.activityId, by);
    if (answer.type === "application/vnd.microsoft.card.adaptive" && plan.of !== undefined)
      this.#accepted.push({ approvalId: plan.of, by });
  }
  /** Somebody presses a button that an old copy still shows. */
  async #clickLate(plans: readonly Shown[]): Promise<boolean> {
    const old = plans.filter((m) => m.verbs.includes("approve"));
    for (const m of old) await this.#approve(m, this.#people[0] ?? "");
    return old.length > 0;
  }
  async #waitForFollowUp(had: number): Promise<void> {
    const until = Date.now() + FOLLOW_UP_MS;
    while (this.#messages().length === had && Date.now() < until && !this.stage.bot.isGone)
      await new Promise((r) => setTimeout(r, 50));
    await this.stage.idle();
  }
}
const distinct = (all: readonly Breach[]): Breach[] => [
  ...new Map(all.map((b) => [`${b.condition} ${b.says}`, b])).values(),
];
