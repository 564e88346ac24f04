/** One storm: what several people do at once with the cards of one conversation, while the bot is restarted, killed, and its clock moves. */
import { approversOf } from "../../src/lab/people";
import type { Scenario } from "../../src/lab/scenario";
import { breaches, type Breach } from "../crash/judge";
import { messagesIn, type Shown } from "../crash/teams";
import { Died } from "../crash/mortal";
import type { Random } from "../differential/random";
import { buttonsOf, cardOf, teamsClient, type Teams } from "../support/fake-connector";
import type { Site } from "./site";

const MINUTE_MS = 60_000,
  CONVERSATION = "19:storm@thread.tacv2;messageid=1",
  NOBODY = "00000000-0000-4000-8000-000000000000",
  ASKS = [
    "farah.siddiqui@contoso.com isn't in Microsoft 365",
    "ravi.kapoor@contoso.com is gone",
    "Mariam Touré has two accounts since we re-created her in AD",
  ];
type Act = (s: Storm) => Promise<unknown>;
/** What may happen, and how often beside the others. */
const ACTS: readonly (readonly [number, Act])[] = [
  [2, (s) => s.ask()],
  [5, (s) => s.propose()],
  [3, (s) => s.proposeTwice()],
  [6, (s) => s.decide("approve", 1)],
  [4, (s) => s.decide("approve", 4)],
  [2, (s) => s.decide("decline", 1)],
  [1, (s) => s.approveAndDecline()],
  [2, (s) => s.editedClick()],
  [2, (s) => s.look()],
  [1, (s) => s.pass(16)],
  [1, (s) => s.pass(61)],
  [1, (s) => s.site.restart()],
  [2, (s) => s.site.crash()],
];
const DICE = ACTS.flatMap(([weight, act]) => Array.from({ length: weight }, () => act));

/** More than the time between two looks of a bot of these storms (`catchUpMs`). */
const LOOK_MS = 120;

export interface Calm {
  readonly breaches: readonly Breach[];
  /** The states of all plans. */
  readonly plans: readonly string[];
}
export class Storm {
  readonly #accepted: { approvalId: string; by: string }[] = [];
  readonly #ill: Breach[] = [];
  readonly #people: readonly string[];
  constructor(
    readonly site: Site,
    scenario: Scenario,
    private readonly random: Random,
  ) {
    this.#people = approversOf(scenario.world).map((p) => p.id);
  }
  /** What does not hold when it has calmed down, and how its plans ended. */
  async rage(): Promise<Calm> {
    await this.ask();
    await this.site.idle();
    for (let squall = 2 + this.random.below(5); squall > 0; squall--) {
      const acts = Array.from({ length: 1 + this.random.below(4) }, () => this.random.of(DICE));
      // A folder has one owner at a time, so only one of them may end and start it.
      const [first = ACTS[0]![1], ...rest] = acts.filter((act, i) => !isEnd(act) || i === acts.findIndex(isEnd));
      await Promise.all([first(this), ...rest.map((act) => act(this))]);
      if (this.random.chance(0.7)) await this.site.idle();
    }
    await this.#calm();
    return this.#judged();
  }
  /** Until nothing has changed for more than one look of the bot at what is to be ended: what has expired is ended and told by that look alone. */
  async #calm(): Promise<void> {
    for (let before = "", looks = 0; looks < 50; looks++) {
      await this.site.idle();
      const now = JSON.stringify(await this.site.stored(CONVERSATION));
      if (now === before) return;
      before = now;
      await new Promise((r) => setTimeout(r, LOOK_MS));
    }
  }
  async #judged(): Promise<Calm> {
    const { cases, approvals } = await this.site.stored(CONVERSATION),
      messages = this.#messages();
    const found = breaches({
      cases,
      approvals,
      effects: this.site.effects(),
      messages,
      unknown: [],
      accepted: this.#accepted,
      lookedAt: undefined,
      atEnd: false,
    }).filter((b) => b.condition !== "message twice");
    const refused = await this.site.refusesSecond();
    return {
      plans: approvals.map((a) => a.state),
      breaches: [
        ...found,
        ...this.#ill,
        ...copiesThatDiffer(messages),
        ...(refused ? [] : [{ condition: "hanging" as const, says: "a second owner of the folder was let in" }]),
      ],
    };
  }
  #messages(): Shown[] {
    return messagesIn(this.site.connector, CONVERSATION);
  }
  #teams(conversation = CONVERSATION): Teams {
    return teamsClient(this.site.connector, this.site.messages, this.site.tenantId, {
      id: conversation,
      type: "channel",
    });
  }
  #somebody(): string {
    return this.random.of([...this.#people, ...this.#people, NOBODY]);
  }
  /** A click; who loses the bot meanwhile sees that it went wrong, and nothing more. */
  async #press(verb: string, data: object, on: string, by: string, conversation?: string) {
    try {
      return await this.site.orDied(this.#teams(conversation).press(verb, data, on, by));
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof Died))
        this.#ill.push({ condition: "untrue", says: String(error).slice(0, 200) });
      return undefined;
    }
  }
  async ask(): Promise<void> {
    await this.site
      .orDied(this.#teams().say(this.random.of(ASKS), this.random.of(this.#people)))
      .catch(() => undefined);
  }
  async propose(): Promise<void> {
    const offered = this.#messages().filter((m) => m.kind === "case" && m.verbs.includes("propose"));
    if (offered.length === 0) return this.ask();
    const m = this.random.of(offered),
      by = this.#somebody(),
      data = this.random.of(buttonsOf(m.card).filter((b) => b.verb === "propose")).data,
      answer = await this.#press("propose", data, m.activityId, by),
      options = buttonsOf(answer?.value).filter((b) => b.verb === "choose-option");
    if (options.length > 0) await this.#press("choose-option", this.random.of(options).data, m.activityId, by);
  }
  proposeTwice(): Promise<unknown> {
    return Promise.all([this.propose(), this.propose()]);
  }
  /** Every card that ever offered a decision, as it was when it did. */
  #offers(): { activityId: string; data: Record<string, unknown> }[] {
    return this.site.connector.calls
      .filter((c) => c.status === 200 && c.conversation === CONVERSATION)
      .flatMap((c) =>
        buttonsOf(cardOf(c.body))
          .filter((b) => b.verb === "approve")
          .map((b) => ({ activityId: c.activityId, data: b.data })),
      );
  }
  /** One card, pressed `times` at once by different people. */
  async decide(verb: "approve" | "decline", times: number): Promise<void> {
    const offers = this.#offers();
    if (offers.length === 0) return this.propose();
    const { activityId, data } = this.random.chance(0.7) ? offers.at(-1)! : this.random.of(offers);
    await Promise.all(Array.from({ length: times }, () => this.#decideOn(verb, activityId, data)));
  }
  async approveAndDecline(): Promise<void> {
    await Promise.all([this.decide("approve", 2), this.decide("decline", 1)]);
  }
  async #decideOn(verb: string, on: string, data: Record<string, unknown>): Promise<void> {
    const by = this.#somebody(),
      answer = await this.#press(verb, { ...data, reason: "It was asked for" }, on, by);
    if (answer?.type !== "application/vnd.microsoft.card.adaptive") return;
    if (by === NOBODY) this.#ill.push({ condition: "untrue", says: "somebody without a right decided" });
    this.#accepted.push({ approvalId: String(data["id"]), by });
  }
  /** Data that no card of ours held, or that were pressed elsewhere: nothing may come of it. */
  async editedClick(): Promise<void> {
    const offer = this.#offers().at(-1);
    if (offer === undefined) return;
    const { id, rev } = offer.data,
      by = this.random.of(this.#people);
    const [data, conversation] = this.random.of<[object, string?]>([
      [{ id, rev, operation: "purge" }],
      [{ id: "AAAAAAAAAAAAAAAAAAAAAA", rev }],
      [{ id, rev: 99 }],
      [{ id, rev: -1 }],
      [{ id, rev }, "19:elsewhere@thread.tacv2;messageid=1"],
      [{ id: [id], rev }],
    ]);
    const answer = await this.#press("approve", data, offer.activityId, by, conversation);
    if (answer?.type === "application/vnd.microsoft.card.adaptive")
      this.#ill.push({ condition: "untrue", says: `edited data were taken: ${JSON.stringify(data)}` });
  }
  async look(): Promise<void> {
    const cards = this.#messages().filter((m) => m.kind === "case" && m.of !== undefined);
    if (cards.length === 0) return;
    const m = this.random.of(cards);
    await this.#press(this.random.of(["recheck", "diagnosis", "walk"]), { id: m.of }, m.activityId, this.#somebody());
  }
  async pass(minutes: number): Promise<void> {
    this.site.advance(minutes * MINUTE_MS);
  }
}
const isEnd = (act: Act): boolean => ACTS.slice(-2).some(([, end]) => end === act);

/** Every copy of one plan's card shows the same. */
function copiesThatDiffer(messages: readonly Shown[]): Breach[] {
  const plans = messages.filter((m) => m.kind === "plan" && m.of !== undefined);
  return [...new Set(plans.map((m) => m.of))].flatMap((of) => {
    const shown = new Set(plans.filter((m) => m.of === of).map((m) => m.words));
    return shown.size <= 1 ? [] : [{ condition: "untrue" as const, says: `${shown.size} copies of one plan differ` }];
  });
}
