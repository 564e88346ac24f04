/**
 * An approver signs in again: Approve opens a dialog of Teams whose page fetches a fresh token and hands it back over the channel. What was
 * decided waits here meanwhile; the page and the token know nothing of it.
 */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { languageOf, wordsIn, type Words } from "../domain";
import { textAnswer, type Answer } from "./answers";
import type { Decision } from "./handlers/repair";
import type { BotParts, Presser } from "./parts";

/** The page of the dialog, and what it asks for. */
export interface SignInPage {
  /** Its https address, on the domain of the app package. */
  readonly address: string;
  /** The authentication context that the token must carry. */
  readonly contextId: string;
}
/** The body of the answer to `task/fetch` and `task/submit` (Teams, "Dialogs in bots"). */
export interface DialogAnswer {
  readonly task:
    | {
        readonly type: "continue";
        readonly value: {
          readonly title: string;
          readonly url: string;
          readonly fallbackUrl: string;
          readonly height: "small";
          readonly width: "small";
        };
      }
    | { readonly type: "message"; readonly value: string };
}
interface Waiting {
  readonly decision: Decision;
  readonly presser: Presser;
  readonly at: number;
}
const LIFE_MS = 5 * 60_000,
  MOST = 500;

/** Decisions that wait for a sign-in, each for one person, once, and for five minutes. A restart forgets them: Approve is pressed again. */
export class SignIns {
  readonly #waiting = new Map<string, Waiting>();
  constructor(
    private readonly page: SignInPage,
    private readonly nowMs: () => number = () => performance.now(),
  ) {}
  /** The address under which this person signs in for this decision. */
  keep(presser: Presser, decision: Decision): string {
    const id = randomBytes(16).toString("base64url"),
      at = this.nowMs();
    for (const [key, w] of this.#waiting)
      if (at - w.at > LIFE_MS || this.#waiting.size >= MOST) this.#waiting.delete(key);
    this.#waiting.set(id, { decision, presser, at });
    const { address, contextId } = this.page;
    return `${address}?${new URLSearchParams({ state: id, context: contextId }).toString()}`;
  }
  /** Undefined for an unknown one, one that waited too long, and one of another person or conversation, whose own it stays. */
  take(id: string, { by, conversationId }: Pick<Presser, "by" | "conversationId">): Waiting | undefined {
    const w = this.#waiting.get(id);
    if (w === undefined || this.nowMs() - w.at > LIFE_MS) return undefined;
    if (w.presser.by.id !== by.id || w.presser.by.tenantId !== by.tenantId) return undefined;
    if (w.presser.conversationId !== conversationId) return undefined;
    this.#waiting.delete(id);
    return w;
  }
}

/** What Approve sends where it opens the dialog: its data, what was typed, and what Teams adds. */
const fetched = z.object({
  data: z
    .object({
      msteams: z.unknown(),
      type: z.unknown(),
      verb: z.literal("approve"),
      id: z.string().min(1).max(200),
      rev: z.coerce.number().int().min(0),
      reason: z.string().max(4000).optional(),
      typed: z.string().max(1000).optional(),
    })
    .strict()
    .transform(({ msteams: _, type: __, verb: ___, ...decision }) => decision),
});
/** What the page hands back. */
const submitted = z.object({
  data: z.object({ state: z.string().max(100), token: z.string().min(1).max(20_000) }).strict(),
});
type Decide = (presser: Presser, decision: Decision, proof?: string) => Promise<{ says: string; needsProof: boolean }>;

/** The names of the invokes that dialogs send. */
export const isOfDialog = (name: string | undefined): boolean => name === "task/fetch" || name === "task/submit";
/** Opens the dialog, or takes what it brought. `decide` decides as a click on the card does. */
export async function answerDialog(
  bot: Pick<BotParts, "signIns" | "clicks">,
  presser: Presser,
  name: string,
  value: unknown,
  decide: Decide,
): Promise<DialogAnswer> {
  if (bot.signIns === undefined) return say(wordsIn(WORDS.none, languageOf(presser.by)));
  return name === "task/fetch"
    ? open(bot.signIns, presser, value, decide)
    : submit(bot.clicks, bot.signIns, presser, value, decide);
}
const WORDS = {
  none: {
    en: "Signing in is not set up here, so this cannot be approved.",
    de: "Die Anmeldung ist hier nicht eingerichtet, darum lässt sich dies nicht genehmigen.",
  },
  strange: {
    en: "This button's data is not what the card held; nothing was done.",
    de: "Die Daten dieser Schaltfläche sind nicht die der Karte; es wurde nichts getan.",
  },
  title: { en: "Sign in to approve", de: "Zum Genehmigen anmelden" },
  over: {
    en: "This sign-in is not open any more, and nothing was approved. Press Approve again.",
    de: "Diese Anmeldung ist nicht mehr offen, und es wurde nichts genehmigt. Drücken Sie erneut Genehmigen.",
  },
  look: { en: "Look at the card for how it stands.", de: "Wie es steht, zeigt die Karte." },
} as const satisfies Readonly<Record<string, Words>>;
const say = (value: string): DialogAnswer => ({ task: { type: "message", value } });

/** All but the sign-in is judged first: nobody signs in for what would be refused. */
async function open(signIns: SignIns, presser: Presser, value: unknown, decide: Decide): Promise<DialogAnswer> {
  const parsed = fetched.safeParse(value);
  if (!parsed.success) return say(wordsIn(WORDS.strange, languageOf(presser.by)));
  const { says, needsProof } = await decide(presser, parsed.data.data);
  if (!needsProof) return say(says);
  const url = signIns.keep(presser, parsed.data.data);
  return {
    task: {
      type: "continue",
      value: {
        title: wordsIn(WORDS.title, languageOf(presser.by)),
        url,
        fallbackUrl: url,
        height: "small",
        width: "small",
      },
    },
  };
}
async function submit(
  clicks: BotParts["clicks"],
  signIns: SignIns,
  presser: Presser,
  value: unknown,
  decide: Decide,
): Promise<DialogAnswer> {
  const parsed = submitted.safeParse(value),
    waiting = parsed.success ? signIns.take(parsed.data.data.state, presser) : undefined;
  if (!parsed.success || waiting === undefined) return say(wordsIn(WORDS.over, languageOf(presser.by)));
  const { state, token } = parsed.data.data,
    press = async (): Promise<Answer> => textAnswer((await decide(waiting.presser, waiting.decision, token)).says),
    answer = await clicks.answer(`sign-in ${state}`, waiting.presser.place, press, languageOf(waiting.presser.by));
  return say(typeof answer.value === "string" ? answer.value : wordsIn(WORDS.look, languageOf(presser.by)));
}
