/** Cards that say "now": what a restart cuts off stands in the store until its end is shown, so that no card says "now" for ever. */
import { randomBytes } from "node:crypto";
import { z } from "zod";
import type { ConversationStore } from "../ports";
import { placeSchema } from "./messages";

const person = z.object({ id: z.string(), tenantId: z.string(), name: z.string() });
const underWay = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("triage"),
    place: placeSchema,
    ask: z.string(),
    pick: z.string().optional(),
    by: person,
    conversationId: z.string(),
    /** It was cut off before: a second time it is not tried again. */
    again: z.boolean(),
  }),
  z.object({ kind: z.literal("reading"), place: placeSchema, caseId: z.string() }),
]);
/** `triage`: an ask on its way to the verdict. `reading`: a case that is being read again. */
export type UnderWay = z.infer<typeof underWay>;

/** Runs `work`, and keeps `record` from now until it has ended, well or not. */
export async function keptWhile<T>(
  store: ConversationStore,
  record: UnderWay | Promise<UnderWay>,
  work: () => Promise<T>,
): Promise<T> {
  const key = randomBytes(16).toString("base64url");
  // Where it cannot be kept, a restart would cut it off; that is no reason to stop.
  const kept = Promise.resolve(record)
    .then((r) => store.change("underWay", key, () => r))
    .catch(() => undefined);
  try {
    return await work();
  } finally {
    await kept;
    await store.change("underWay", key, () => undefined);
  }
}
/** What an earlier process left, the oldest first. Each is handed out once. */
export async function takeCutOff(store: ConversationStore): Promise<UnderWay[]> {
  const keys = await store.keys("underWay"),
    stored = await Promise.all(keys.map((key) => store.change("underWay", key, () => undefined)));
  return stored.flatMap((value) => underWay.safeParse(value).data ?? []);
}
