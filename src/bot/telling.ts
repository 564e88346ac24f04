/**
 * What a conversation is told of an approval, from the plan's card to the report, and of the looks that follow. What is still to be told stands in the store before anything is sent
 * and until Teams has answered, so that after a crash nothing is lost, and no message comes twice but the one whose answer was lost.
 */
import type { ConversationReference } from "botbuilder";
import { z } from "zod";
import { isPassing, languageOf, remindAt, speaker, type Approval, type TriageCase, type Words } from "../domain";
import { notice } from "../cards/notice";
import { remedyTitleOf } from "../triage/words";
import type { Card } from "../cards/render";
import { when } from "../cards/text";
import type { CaseService } from "../cases/contract";
import type { ConversationStore } from "../ports";
import { approvalCardIn, caseCardIn, nowOf, outcomeCardIn } from "./case-cards";
import type { Channel } from "./channel";
import { referenceSchema, wasRefused, type Messages } from "./messages";
import { postReport } from "./reports";

/** Every message that an approval or a follow-up may lead to, in their order. */
const POSTS = ["plan", "reminder", "break-glass", "outcome", "report", "follow-up"] as const;
type Post = (typeof POSTS)[number];
type Where = Partial<ConversationReference>;
/** How often a message is sent at most: once more where the answer to the first time was lost. */
const TRIES = 2;
/** How often the copies of the cards are updated at most where the channel refuses. */
const UPDATES = 5;

const post = z.object({ tries: z.number().int(), isOver: z.boolean() });
const untold = z.object({
  reference: referenceSchema,
  posts: z.record(z.enum(POSTS), post).default({}),
  /** The revisions that all copies of the approval's card and of the case's card show. */
  shown: z.object({ approval: z.number().int(), case: z.number().int() }).default({ approval: 0, case: 0 }),
  /** Not an approval, but a look at this case that was due then. */
  followUp: z.object({ caseId: z.string(), dueAt: z.string() }).optional(),
  /** How often an update was refused since one went through. */
  refused: z.number().int().default(0),
});
type Untold = z.output<typeof untold>;

/** The parts of a bot that tell. */
export interface TellingParts {
  readonly service: CaseService;
  readonly messages: Messages;
  readonly conversations: ConversationStore;
  readonly channel: Channel;
  /** The clock of the cases. */
  readonly now: () => Date;
}
/** What is still to be told by one bot. */
export class Telling {
  readonly #underWay = new Map<string, Promise<void>>();
  constructor(private readonly bot: TellingParts) {}

  /** From now on this conversation is told of the approval, until its end. Durable before it resolves. */
  async begin(approvalId: string, reference: Partial<ConversationReference>): Promise<void> {
    await this.bot.conversations.change("untold", approvalId, (before) => before ?? { reference });
  }
  /** From now on the case's conversation is told of the look that is due. Durable before it resolves; returns its key, none where the case was never shown. */
  async beginFollowUp({ id, followUpAt: dueAt }: TriageCase): Promise<string[]> {
    const [place] = await this.bot.messages.copies(id);
    if (place === undefined || dueAt === undefined) return [];
    const key = `follow-up ${id} ${dueAt}`,
      begun = { reference: place.reference, followUp: { caseId: id, dueAt } };
    await this.bot.conversations.change("untold", key, (before) => before ?? begun);
    return [key];
  }
  /** Ids of the approvals and keys of the looks of which something is still to be told, the oldest first. */
  open(): Promise<string[]> {
    return this.bot.conversations.keys("untold");
  }
  /** Brings the conversation up to the present state: may be called at any time and as often as one likes. One call at a time for one approval or look. */
  tell(key: string): Promise<void> {
    const before = this.#underWay.get(key) ?? Promise.resolve(),
      telling = before
        .catch(() => undefined)
        .then(() => this.#tell(key))
        .finally(() => {
          if (this.#underWay.get(key) === telling) this.#underWay.delete(key);
        });
    this.#underWay.set(key, telling);
    return telling;
  }

  async #tell(id: string): Promise<void> {
    const told = await this.#read(id);
    if (told === undefined) return;
    if (told.followUp !== undefined) return this.#tellFollowUp(id, told.followUp, told.reference);
    const a = await this.bot.service.getApproval(id),
      c = a === undefined ? undefined : await this.bot.service.get(a.caseId);
    if (a === undefined || c === undefined) return this.#forget(id);
    // Where a copy stands, Teams has answered, whatever else a crash left unwritten.
    const isPosted = (await this.bot.messages.copies(id)).length > 0;
    if (a.state === "pending" && !isPosted) await this.#post(id, "plan", () => this.#postPlan(a, c, told.reference));
    if (a.state === "pending" && isReminderDue(a, this.bot.now()))
      await this.#post(id, "reminder", () => this.#postReminder(a, c, told.reference));
    if (a.decisions.some((d) => d.breakGlass === true))
      await this.#post(id, "break-glass", () => this.bot.messages.post(told.reference, breakGlassCard(a, c)));
    const now = await nowOf(this.bot, c);
    const areShown = [
        await this.#show(id, "approval", a.revision, (where) => approvalCardIn(this.bot, a, c, where)),
        await this.#show(c.id, "case", c.revision, (where) => caseCardIn(this.bot, now, where), id),
      ],
      end = endOf(a, c);
    if (end === undefined) return;
    const isTold = end === "quiet" || (await this.#tellOutcome(a, c, told.reference));
    if (isTold && areShown.every((isShown) => isShown)) await this.#forget(id);
  }
  /** How the case is by the look; whoever asked and whoever approved are called where it is not well. */
  async #tellFollowUp(
    key: string,
    { caseId, dueAt }: NonNullable<Untold["followUp"]>,
    reference: Untold["reference"],
  ): Promise<void> {
    const now = await this.bot.service.followUpOf(caseId);
    if (now === undefined) return this.#forget(key);
    const { case: c, people } = now;
    if (c.followUpAt === dueAt) return; // it is still to be looked at
    const after = await nowOf(this.bot, c),
      isShown = await this.#show(c.id, "case", c.revision, (where) => caseCardIn(this.bot, after, where), key),
      called = c.state === "resolved" ? [] : people,
      isTold = await this.#post(key, "follow-up", () =>
        this.bot.messages.post(reference, outcomeCardIn(this.bot, c, reference), called),
      );
    if (isShown && isTold) await this.#forget(key);
  }
  async #postPlan(a: Approval, c: TriageCase, reference: Where): Promise<void> {
    const card = approvalCardIn(this.bot, a, c, reference);
    await this.bot.messages.remember(a.id, await this.bot.messages.post(reference, card, a.asked));
    await this.#change(a.id, (u) => ({ ...u, shown: { ...u.shown, approval: a.revision } }));
  }
  /** Calls whoever was asked and has not decided; where nobody is known, whoever asked. */
  async #postReminder(a: Approval, c: TriageCase, reference: Where): Promise<void> {
    const say = speaker(WORDS, languageOf(c.openedBy)),
      silent = (a.asked ?? []).filter((p) => !a.decisions.some((d) => d.by.id === p.id));
    const text = say("waits", {
      repair: remedyTitleOf(a.plan.remediation, languageOf(c.openedBy)),
      who: c.diagnosis?.subject.displayName ?? c.diagnosis?.subject.userPrincipalName ?? c.ask,
      by: a.requestedBy.name,
      at: when(a.expiresAt, languageOf(c.openedBy)),
    });
    const called = silent.length === 0 ? [a.requestedBy] : silent;
    await this.bot.messages.post(reference, notice(say("reminder"), text), called);
  }
  /** All copies of a card show this revision. True where they do, or are given up. */
  async #show(
    key: string,
    what: "approval" | "case",
    revision: number,
    card: (where: Where) => Card,
    id = key,
  ): Promise<boolean> {
    const told = await this.#read(id);
    if (told === undefined || told.shown[what] >= revision) return true;
    const isOver = (await this.bot.messages.updateAll(key, card)) || told.refused + 1 >= UPDATES;
    await this.#change(id, (u) =>
      isOver ? { ...u, shown: { ...u.shown, [what]: revision }, refused: 0 } : { ...u, refused: u.refused + 1 },
    );
    return isOver;
  }
  /** The confirmation and the report; true where no more of it is to be sent. */
  async #tellOutcome(a: Approval, c: TriageCase, reference: Partial<ConversationReference>): Promise<boolean> {
    const { messages } = this.bot,
      { id } = a;
    const sends: Readonly<Record<"outcome" | "report", () => Promise<unknown>>> = {
      outcome: () => messages.post(reference, outcomeCardIn(this.bot, c, reference, a)),
      report: () => postReport(this.bot, a, c, reference),
    };
    let isTold = true;
    // A channel that refuses one of these may take the other; the report is the fuller record.
    for (const name of ["outcome", "report"] as const) isTold = (await this.#post(id, name, sends[name])) && isTold;
    return isTold;
  }
  /** Sends one message unless Teams has answered it, or its answer was lost twice. True where it is not to be sent any more. */
  async #post(id: string, name: Post, send: () => Promise<unknown>): Promise<boolean> {
    const before = (await this.#read(id))?.posts[name] ?? { tries: 0, isOver: false };
    if (before.isOver || before.tries >= TRIES) return true;
    const write = (next: Untold["posts"][Post]): Promise<void> =>
      this.#change(id, (u) => ({ ...u, posts: { ...u.posts, [name]: next } }));
    await write({ tries: before.tries + 1, isOver: false });
    try {
      await send();
    } catch (error) {
      const refusal = wasRefused(error);
      if (refusal === "for-now") await write(before);
      else if (refusal === "for-good") await write({ tries: TRIES, isOver: true });
      return refusal === "for-good";
    }
    await write({ tries: before.tries + 1, isOver: true });
    return true;
  }

  async #read(id: string): Promise<Untold | undefined> {
    return untold.safeParse(await this.bot.conversations.get("untold", id)).data;
  }
  async #change(id: string, change: (u: Untold) => Untold): Promise<void> {
    await this.bot.conversations.change("untold", id, (before) => {
      const u = untold.safeParse(before);
      return u.success ? change(u.data) : before;
    });
  }
  async #forget(id: string): Promise<void> {
    await this.bot.conversations.change("untold", id, () => undefined);
  }
}
const WORDS = {
  breakGlass: { en: "Break-glass", de: "Notfallzugriff" },
  own: {
    en: "{by} has approved their own request, by the right to do so in an emergency: {repair}.",
    de: "{by} hat die eigene Anfrage genehmigt, mit dem Recht dazu im Notfall: {repair}.",
  },
  reminder: { en: "A repair still waits for a decision", de: "Eine Reparatur wartet noch auf eine Entscheidung" },
  waits: {
    en: "{repair} – {who}. {by} asked for it. Without a decision it expires {at}, and nothing is changed.",
    de: "{repair} – {who}. Angefragt von {by}. Ohne Entscheidung verfällt sie {at}, und nichts wird geändert.",
  },
} as const satisfies Readonly<Record<string, Words>>;
/** To everybody in the conversation, so that it cannot go unseen. */
function breakGlassCard(a: Approval, c: TriageCase): Card {
  const say = speaker(WORDS, languageOf(c.openedBy)),
    data = { by: a.requestedBy.name, repair: remedyTitleOf(a.plan.remediation, languageOf(c.openedBy)) };
  return notice(say("breakGlass"), say("own", data));
}
/** What has expired by the clock ends soon, and nobody is reminded of it any more. */
const isReminderDue = (a: Approval, now: Date): boolean => now >= remindAt(a) && now < new Date(a.expiresAt);
/** `ran`: there is an outcome to be told. `quiet`: nothing was run. Undefined where the end, or the look that follows it, is not there yet. */
function endOf(a: Approval, c: TriageCase): "ran" | "quiet" | undefined {
  if (a.endedAt === undefined || (isPassing(c.state) && c.approvalIds.at(-1) === a.id)) return undefined;
  return a.startedAt !== undefined && a.state !== "stale" && c.confirmation !== undefined ? "ran" : "quiet";
}
