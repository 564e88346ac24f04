/** What each message leads to that is about nobody: whose right is asked, and the card that answers it. Whoever names somebody starts a triage (`routes.ts`). */
import type { Language } from "../domain";
import { helpCard } from "../cards/help";
import { approversCard, explainCard, unclearCard, welcomeCard, wishCard } from "../cards/said";
import type { Card } from "../cards/render";
import { meaningOf } from "../intents/explain";
import type { Intent, Message } from "../intents/intent";
import type { Capability } from "../ports";
import { casesOf } from "./handlers/cases";
import {
  cancel,
  decideByWord,
  incidentOfLast,
  feedbackOnLast,
  recheckLast,
  reportOfLast,
  status,
  undoLast,
  walkLast,
} from "./handlers/last-case";
import { errors, health, syncNow } from "./handlers/tenant";
import type { BotParts, Caller } from "./parts";

/** Whatever names somebody is looked for. */
export const TRIAGED = ["person", "group"] as const satisfies readonly Intent[];
/** What is answered here. */
export type Answered = Exclude<Intent, (typeof TRIAGED)[number]>;
export const isAnswered = (intent: Intent): intent is Answered => !TRIAGED.some((t) => t === intent);

/** Told without a look at anything: whoever writes gets it. */
interface Plain {
  readonly needs: "nobody";
  readonly card: (message: Message, language: Language) => Card;
}
/** `card`: undefined where the handler posts by itself. */
interface Entitled {
  readonly needs: Capability;
  readonly card: (bot: BotParts, caller: Caller, message: Message) => Promise<Card | undefined>;
}
const plain = (card: Plain["card"]): Plain => ({ needs: "nobody", card });
const entitled = (needs: Capability, card: Entitled["card"]): Entitled => ({ needs, card });

export const ANSWERS: Readonly<Record<Answered, Plain | Entitled>> = {
  help: plain((_, language) => helpCard(language)),
  thanks: plain((_, language) => welcomeCard(language)),
  unclear: plain(unclearCard),
  unsupported: plain(({ wish, names }, language) => wishCard(wish ?? "other", names, language)),
  explain: plain(({ terms }, language) => explainCard(terms.map(meaningOf), language)),
  approvers: entitled("read", async (bot, { by }) => approversCard(bot.service.deciders(), by.language ?? "en")),
  status: entitled("read", status),
  report: entitled("read", reportOfLast),
  walk: entitled("read", walkLast),
  cases: entitled("read", casesOf),
  recheck: entitled("open", recheckLast),
  undo: entitled("open", undoLast),
  cancel: entitled("open", cancel),
  approve: entitled("read", decideByWord),
  health: entitled("read", health),
  errors: entitled("read", errors),
  "sync-now": entitled("open", syncNow),
  feedback: entitled("open", feedbackOnLast),
  incident: entitled("open", incidentOfLast),
};
