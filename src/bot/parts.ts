/** What the handlers of words and buttons work with, and whom they serve. */
import type { ConversationReference } from "botbuilder";
import type { Person } from "../domain";
import type { CaseService } from "../cases/contract";
import type { ConversationStore } from "../ports";
import type { Budget } from "./budget";
import type { Channel } from "./channel";
import type { Choices } from "./choices";
import type { PeopleLists } from "./lists";
import type { Clicks } from "./clicks";
import type { Messages, Place } from "./messages";
import type { Pace } from "./progress";
import type { TriageQueue } from "./queue";
import type { SignIns } from "./sign-in";
import type { RecentRights } from "./recent-rights";
import type { Telling } from "./telling";
import type { Work } from "./work";

/** One bot, taken apart: what its handlers call. */
export interface BotParts {
  readonly service: CaseService;
  readonly messages: Messages;
  readonly choices: Choices;
  readonly lists: PeopleLists;
  readonly clicks: Clicks;
  readonly work: Work;
  readonly budget: Budget;
  readonly queue: TriageQueue;
  readonly telling: Telling;
  readonly conversations: ConversationStore;
  readonly channel: Channel;
  /** Undefined where approvers cannot sign in again. */
  readonly signIns?: SignIns;
  readonly recentRights: RecentRights;
  readonly tenantId: string;
  /** The clock of the cases. */
  readonly now: () => Date;
  readonly pace: { readonly triage: Pace; readonly channel: Pace; readonly run: Pace };
}
/** Who wrote or pressed, and where. `by` was verified with the activity. */
export interface Caller {
  readonly by: Person;
  readonly reference: Partial<ConversationReference>;
  readonly conversationId: string;
  /** The team whose channel it is; absent in a chat. */
  readonly teamId?: string;
}
/** A caller who pressed a button, and the message that holds it. */
export interface Presser extends Caller {
  readonly place: Place;
}
/** A chat with the bot alone, where files can be offered. */
export const isPersonal = (reference: Partial<ConversationReference>): boolean =>
  reference.conversation?.conversationType === "personal";
/** How often a triage tells how far it is: seldom where others read along. */
export const paceIn = ({ pace }: Pick<BotParts, "pace">, reference: Partial<ConversationReference>): Pace =>
  isPersonal(reference) ? pace.triage : pace.channel;
