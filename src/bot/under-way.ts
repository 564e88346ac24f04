/** Cards that say "now": what a restart cuts off stands in the store until its end is shown, so that no card says "now" for ever. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import { LANGUAGES } from "../domain";
import type { ConversationStore } from "../ports";
import { placeSchema, referenceSchema } from "./messages";

/** A person as it is stored. */
export const person = z
  .object({
    id: z.string(),
    tenantId: z.string(),
    name: z.string(),
    channelId: z.string().optional(),
    language: z.enum(LANGUAGES).optional(),
  })
  .transform(({ channelId, language, ...p }) => ({
    ...p,
    ...(channelId === undefined ? {} : { channelId }),
    ...(language === undefined ? {} : { language }),
  }));
/** A line of a list of people: the list's key, and which of them. */
export const lineOfList = z.object({ list: z.string(), at: z.number().int() });
export type LineOfList = z.output<typeof lineOfList>;
const underWay = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("triage"),
    reference: referenceSchema,
    /** Its card; absent until Teams has answered to the first one. */
    place: placeSchema.optional(),
    ask: z.string(),
    pick: z.string().optional(),
    by: person,
    conversationId: z.string(),
    line: lineOfList.optional(),
    /** It was cut off before: a second time it is not tried again. */
    again: z.boolean(),
  }),
  z.object({ kind: z.literal("people"), reference: referenceSchema, again: z.boolean() }),
  z.object({ kind: z.literal("reading"), place: placeSchema, caseId: z.string() }),
]);
/** `triage`: an ask on its way to the verdict, under the id that its case gets. `people`: a list of several, under its key. `reading`: a case that is being read again. */
export type UnderWay = z.infer<typeof underWay>;
export type TriageUnderWay = Extract<UnderWay, { kind: "triage" }>;
/** What an earlier process left, under its key. */
export interface CutOff {
  readonly key: string;
  readonly record: UnderWay;
}

/** Keeps the record from now until it has ended. False where something stands under the key already. */
export async function begin(store: ConversationStore, key: string, record: UnderWay): Promise<boolean> {
  return (await store.change("underWay", key, (before) => before ?? record)) === undefined;
}
/** What more is known of it; nothing where it has ended. */
export async function note(
  store: ConversationStore,
  key: string,
  more: Partial<Pick<TriageUnderWay, "place" | "again">>,
): Promise<void> {
  await store.change("underWay", key, (before) =>
    typeof before === "object" && before !== null ? { ...before, ...more } : before,
  );
}
export async function ended(store: ConversationStore, key: string): Promise<void> {
  await store.change("underWay", key, () => undefined);
}

/** Runs `work`, and keeps `record` from now until it has ended, well or not. */
export async function keptWhile<T>(store: ConversationStore, record: UnderWay, work: () => Promise<T>): Promise<T> {
  const key = randomBytes(16).toString("base64url");
  // Where it cannot be kept, a restart would cut it off; that is no reason to stop.
  const kept = begin(store, key, record).catch(() => false);
  try {
    return await work();
  } finally {
    await kept;
    await ended(store, key);
  }
}
/** What an earlier process left, the oldest first. Each stays until it has ended: it may be cut off again. */
export async function cutOff(store: ConversationStore): Promise<CutOff[]> {
  const found: CutOff[] = [];
  for (const key of await store.keys("underWay")) {
    const record = underWay.safeParse(await store.get("underWay", key));
    if (record.success) found.push({ key, record: record.data });
    else await ended(store, key);
  }
  return found;
}
