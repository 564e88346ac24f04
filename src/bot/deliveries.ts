/** Messages that were delivered: what the channel repeats is taken once, also where the first time was cut off. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { ConversationStore } from "../ports";

/** How a message is stored that asks for people, until all has ended. */
const begun = z.object({ life: z.string(), ids: z.array(z.string()) });
/** The id of a case to be: 128 random bits. */
export const newCaseId = (): string => randomBytes(16).toString("base64url");

/** A message that is taken now. */
export interface Delivery {
  /** The ids that its cases get, one an ask. */
  readonly ids: readonly string[];
  /** All that it asked for has ended: it is never taken again. */
  over(): Promise<void>;
}
/** The deliveries of one life of the bot. */
export class Deliveries {
  readonly #life = newCaseId();
  constructor(private readonly store: ConversationStore) {}
  /**
   * Undefined where the message was taken before. What an earlier life took and did not end may have been cut off before it was begun,
   * so it is taken again, under the same ids: whatever has begun under one of them is not begun again.
   */
  async take(conversationId: string, messageId: string | undefined, asks: number): Promise<Delivery | undefined> {
    const ids = Array.from({ length: asks }, newCaseId);
    if (messageId === undefined) return { ids, over: async () => undefined };
    const key = `${conversationId} ${messageId}`,
      before = await this.store.change("delivered", key, (b) =>
        b === undefined ? (asks === 0 ? true : { life: this.#life, ids }) : b,
      );
    const over = async (): Promise<void> => {
      await this.store.change("delivered", key, () => true);
    };
    if (before === undefined) return { ids, over };
    const earlier = begun.safeParse(before);
    const isCutOff = earlier.success && earlier.data.life !== this.#life && earlier.data.ids.length === asks;
    return isCutOff ? { ids: earlier.data.ids, over } : undefined;
  }
}
