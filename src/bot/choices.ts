/** Choices that a card offers, kept in the store, so that one may be taken after a restart. A button carries only the choice's key and a number. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { REMEDIATIONS } from "../domain";
import type { ConversationStore } from "../ports";
import { lineOfList } from "./under-way";

const option = z.object({ id: z.string(), title: z.string() });
const choice = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("subject"), ask: z.string(), options: z.array(option), line: lineOfList.optional() }),
  z.object({
    kind: z.literal("option"),
    caseId: z.string(),
    remediation: z.enum(REMEDIATIONS),
    options: z.array(option),
  }),
]);
/** `subject`: whom an ask is about. `option`: which way a repair of a case takes. */
export type Choice = z.infer<typeof choice>;
type Kind = Choice["kind"];
type OfKind<K extends Kind> = Extract<Choice, { kind: K }>;
/** A choice with the option of it that was taken. */
export type Taken<K extends Kind> = { readonly choice: OfKind<K>; readonly option: z.infer<typeof option> };

/** What is stored under the key as a choice of this kind with this option; undefined for anything else. */
function takenOf<K extends Kind>(stored: unknown, kind: K, index: number): Taken<K> | undefined {
  const open = openedOf(stored, kind),
    taken = open?.options[index];
  return open === undefined || taken === undefined ? undefined : { choice: open, option: taken };
}
function openedOf<K extends Kind>(stored: unknown, kind: K): OfKind<K> | undefined {
  const parsed = choice.safeParse(stored);
  return parsed.success && isOfKind(parsed.data, kind) ? parsed.data : undefined;
}
const isOfKind = <K extends Kind>(c: Choice, kind: K): c is OfKind<K> => c.kind === kind;

/** The open choices of one bot, by their keys. */
export class Choices {
  constructor(private readonly store: ConversationStore) {}
  /** Keeps a choice for as long as the store keeps such records, and returns its key, which nobody can guess. */
  async keep(offered: Choice): Promise<string> {
    const key = randomBytes(16).toString("base64url");
    const stored = choice.parse(offered); // only what is needed to take it again
    await this.store.change("choice", key, () => stored);
    return key;
  }
  /** The choice as it stands open; undefined where it does not. */
  async open<K extends Kind>(key: string, kind: K): Promise<OfKind<K> | undefined> {
    return openedOf(await this.store.get("choice", key), kind);
  }
  /** Closes the choice without taking an option, for one caller only. */
  async close<K extends Kind>(key: string, kind: K): Promise<OfKind<K> | undefined> {
    const stored = await this.store.change("choice", key, (before) =>
      openedOf(before, kind) === undefined ? before : undefined,
    );
    return openedOf(stored, kind);
  }
  /** The option, left open for another click. */
  async look<K extends Kind>(key: string, kind: K, index: number): Promise<Taken<K> | undefined> {
    return takenOf(await this.store.get("choice", key), kind, index);
  }
  /** The option, for one caller only: whoever comes later finds the choice closed. */
  async take<K extends Kind>(key: string, kind: K, index: number): Promise<Taken<K> | undefined> {
    const stored = await this.store.change("choice", key, (before) =>
      takenOf(before, kind, index) === undefined ? before : undefined,
    );
    return takenOf(stored, kind, index);
  }
}
