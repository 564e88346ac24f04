/** Messages that the bot sends and updates, each with its address, kept on disk so that every copy of a card can follow a decision after a restart. */
import { CardFactory, type ConversationReference, type TurnContext } from "botbuilder";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { StrictAdapter } from "./adapter";
import type { Card } from "../cards/render";

export interface Place {
  readonly reference: Partial<ConversationReference>;
  readonly activityId: string;
}
export class Messages {
  #copies: Record<string, Place[]> = {};
  #work: Promise<void> = Promise.resolve();
  constructor(
    private readonly adapter: StrictAdapter,
    private readonly appId: string,
    private readonly path: string | undefined,
  ) {}
  async load(): Promise<void> {
    if (this.path !== undefined)
      this.#copies = JSON.parse(await readFile(this.path, "utf8").catch(() => "{}")) as Record<string, Place[]>;
  }
  copies(key: string): readonly Place[] {
    return this.#copies[key] ?? [];
  }
  async remember(key: string, place: Place): Promise<void> {
    const list = this.#copies[key] ?? [];
    if (list.some((p) => p.activityId === place.activityId)) return;
    this.#copies[key] = [...list, place].slice(-20);
    if (this.path === undefined) return;
    const path = this.path;
    this.#work = this.#work
      .catch(() => undefined)
      .then(async () => {
        await mkdir(dirname(path), { recursive: true });
        await writeFile(`${path}.new`, JSON.stringify(this.#copies));
        await rename(`${path}.new`, path);
      });
    await this.#work;
  }
  async inConversation<T>(
    reference: Partial<ConversationReference>,
    work: (context: TurnContext) => Promise<T>,
  ): Promise<T> {
    let out: { readonly value: T } | undefined, fault: { readonly error: unknown } | undefined;
    // The adapter's turn error is for people's messages: here it would tell a conversation of each refused update, and the caller of none.
    await this.adapter.continueConversationAsync(this.appId, reference as ConversationReference, async (c) => {
      try {
        out = { value: await work(c) };
      } catch (error) {
        fault = { error };
      }
    });
    if (fault !== undefined) throw (fault as { readonly error: unknown }).error;
    return (out as unknown as { readonly value: T }).value;
  }
  async post(reference: Partial<ConversationReference>, card: Card): Promise<Place> {
    const sent = await this.inConversation(reference, (c) =>
      c.sendActivity({ attachments: [CardFactory.adaptiveCard(card)] }),
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
      process.stderr.write(
        `${JSON.stringify({ level: "warn", at: "update-card", error: (error as { statusCode?: number }).statusCode ?? (error as Error).name })}\n`,
      );
      return false;
    }
  }
  async updateAll(key: string, card: Card): Promise<void> {
    await Promise.all(this.copies(key).map((p) => this.update(p, card)));
  }
  async say(reference: Partial<ConversationReference>, text: string): Promise<void> {
    await this.inConversation(reference, (c) => c.sendActivity({ text, textFormat: "markdown" }));
  }
}
