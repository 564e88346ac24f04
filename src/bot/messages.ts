/** Messages that the bot sends and updates. Where its cards stand is kept in the store, so that every copy follows a decision after a restart. */
import { CardFactory, type ConversationParameters, type ConversationReference, type TurnContext } from "botbuilder";
import { z } from "zod";
import type { Card } from "../cards/render";
import type { Person } from "../domain";
import type { ConversationStore } from "../ports";
import type { StrictAdapter } from "./adapter";
import { kindOf, log } from "./log";

/** A sent message: its conversation and its id there. */
export interface Place {
  readonly reference: Partial<ConversationReference>;
  readonly activityId: string;
  /** There it is one line of this list of people, not a card of its own. */
  readonly list?: string;
}
/** The cards of lists of people, as everybody on them stands. */
interface ListCards {
  card(key: string): Promise<Card | undefined>;
}
/** A conversation as it is stored. */
export const referenceSchema = z
  .object({ serviceUrl: z.string(), conversation: z.object({ id: z.string() }).passthrough() })
  .passthrough()
  .transform((reference) => reference as unknown as Partial<ConversationReference>);
/** A place as it is stored. */
export const placeSchema = z
  .object({ activityId: z.string(), reference: referenceSchema, list: z.string().optional() })
  .transform(({ list, ...p }): Place => (list === undefined ? p : { ...p, list }));
/** How many copies of one card follow; the oldest are let go. */
const COPIES = 20;
/** How many people of a conversation are read: as many as are looked at for rights, and some more. */
const PEOPLE = 50;
const placesOf = (stored: unknown): readonly Place[] =>
  (Array.isArray(stored) ? stored : []).map((p) => placeSchema.safeParse(p).data).filter((p) => p !== undefined);

interface Client {
  readonly conversations: { getConversationPagedMembers(id: string, page: { pageSize: number }): Promise<unknown> };
}

/** Speaks in conversations that the bot was spoken to in. What the channel refuses is thrown, but for updates of cards. */
export class Messages {
  constructor(
    private readonly adapter: StrictAdapter,
    private readonly appId: string,
    private readonly store: ConversationStore,
    private readonly lists: ListCards = { card: async () => undefined },
  ) {}
  /** Where the cards of a case or an approval stand, the newest last. */
  async copies(key: string): Promise<readonly Place[]> {
    return placesOf(await this.store.get("cards", key));
  }
  async remember(key: string, place: Place): Promise<void> {
    await this.store.change("cards", key, (before) => {
      const places = placesOf(before);
      return places.some((p) => p.activityId === place.activityId) ? before : [...places, place].slice(-COPIES);
    });
  }
  /** Runs `work` in a turn of that conversation, and throws what it throws. */
  async inConversation<T>(
    reference: Partial<ConversationReference>,
    work: (context: TurnContext) => Promise<T>,
  ): Promise<T> {
    // The adapter's turn error is for people's messages: here it would tell a conversation of each refused update, and the caller of none.
    const outcome: { settle?: () => T } = {};
    await this.adapter.continueConversationAsync(this.appId, reference, async (context) => {
      try {
        const value = await work(context);
        outcome.settle = () => value;
      } catch (error) {
        outcome.settle = () => {
          throw error;
        };
      }
    });
    if (outcome.settle === undefined) throw new Error("The channel did not run the turn");
    return outcome.settle();
  }
  /** The first page of the people of a conversation, as the channel answers it; of a channel of a team, those of the team. */
  async members(reference: Partial<ConversationReference>, teamId?: string): Promise<unknown> {
    const id = teamId ?? reference.conversation?.id ?? "";
    return this.inConversation(reference, (c) =>
      (c.turnState.get(this.adapter.ConnectorClientKey) as Client).conversations.getConversationPagedMembers(id, {
        pageSize: PEOPLE,
      }),
    );
  }
  /**
   * Runs `work` in the chat with one person alone, which is made where it is not there, and throws what it throws: refused where the app is not
   * installed for them. `near`: a conversation in which that person just spoke to the bot.
   */
  async toPerson<T>(
    person: Person,
    near: Partial<ConversationReference>,
    work: (context: TurnContext) => Promise<T>,
  ): Promise<T> {
    const { bot } = near,
      { tenantId } = person;
    const { id } = await this.inConversation(near, (context) =>
      this.adapter.connectorOf(context).conversations.createConversation({
        isGroup: false,
        bot,
        members: [{ id: person.channelId ?? person.id, name: person.name }],
        tenantId,
        channelData: { tenant: { id: tenantId } },
        // The SDK's type asks for an activity, which begins threads of channels only.
      } as unknown as ConversationParameters),
    );
    const { activityId: _, conversation: __, user: ___, ...here } = near;
    const chat = { id, tenantId, conversationType: "personal", isGroup: false, name: "" };
    return this.inConversation({ ...here, conversation: chat }, work);
  }
  /** `called`: people who are mentioned above the card, so that they are told wherever they are. */
  async post(reference: Partial<ConversationReference>, card: Card, called: readonly Person[] = []): Promise<Place> {
    const attachments = [CardFactory.adaptiveCard(card)],
      mentions = called.map(mentionOf);
    const sent = await this.inConversation(reference, (c) =>
      c.sendActivity(
        mentions.length === 0
          ? { attachments }
          : { attachments, text: mentions.map((m) => m.text).join(" "), entities: mentions },
      ),
    );
    return { reference, activityId: sent?.id ?? "" };
  }
  /** Replaces a card in place. A channel that refuses leaves an old copy, which can only show a state; nothing is undone for it. */
  async update(place: Place, card: Card): Promise<boolean> {
    try {
      await this.inConversation(place.reference, (c) =>
        c.updateActivity({ id: place.activityId, type: "message", attachments: [CardFactory.adaptiveCard(card)] }),
      );
      return true;
    } catch (error) {
      log({ level: "warn", at: "update-card", ...kindOf(error) });
      return false;
    }
  }
  /** `card`: what stands in each conversation; where it is a line of a list, the list is shown anew. True where every copy shows it. */
  async updateAll(key: string, card: (where: Partial<ConversationReference>) => Card): Promise<boolean> {
    const shownAt = async (p: Place): Promise<boolean> => {
      const shown = p.list === undefined ? card(p.reference) : await this.lists.card(p.list);
      return shown === undefined || this.update(p, shown);
    };
    const updates = await Promise.all((await this.copies(key)).map(shownAt));
    return updates.every((isThere) => isThere);
  }
  async say(reference: Partial<ConversationReference>, text: string): Promise<void> {
    await this.inConversation(reference, (c) => c.sendActivity({ text, textFormat: "markdown" }));
  }
}
/** A mention by the channel's own id where it is known, else by the directory's; a name is text, and what would end the tag is left out of it. */
function mentionOf({ id, channelId = id, name }: Person): {
  type: "mention";
  text: string;
  mentioned: { id: string; name: string };
} {
  const shown = name.replace(/[<>&]/g, "");
  return { type: "mention", text: `<at>${shown}</at>`, mentioned: { id: channelId, name: shown } };
}
/** No connection was made, so nothing was sent. */
const NOT_SENT = /\b(ECONNREFUSED|ENOTFOUND|EAI_AGAIN)\b/;
/**
 * What a failed message was: `for-now` did not get through and may be sent again, `for-good` is not wanted there. Undefined where it may have
 * arrived, since the answer was lost or tells of a fault behind the channel's door.
 */
export function wasRefused(error: unknown): "for-now" | "for-good" | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = "statusCode" in error ? Number(error.statusCode) : undefined;
  if (status === undefined || Number.isNaN(status)) return NOT_SENT.test(error.message) ? "for-now" : undefined;
  if (status === 429) return "for-now";
  return status >= 400 && status < 500 ? "for-good" : undefined;
}
