/** Who acts: the object id and tenant of an activity whose sender was verified; never card data, a name or text. */
import type { Activity } from "botbuilder";
import type { Person } from "../domain";
/** Undefined where the channel names no directory object; the Playground's ids are the world's in the lab. */
export function personOf(activity: Activity, tenantId: string, lab: boolean): Person | undefined {
  const id = activity.from?.aadObjectId ?? (lab ? activity.from?.id : undefined);
  return id === undefined || id === "" ? undefined : { id, tenantId: lab ? tenantId : activity.conversation?.tenantId ?? tenantId, name: activity.from?.name ?? "somebody" };
}
/** The message without the bot's mention; undefined in a channel or group where the bot was not mentioned. */
export function textFor(activity: Activity): string | undefined {
  const mentioned = (activity.entities ?? []).some((e) => e.type === "mention" && (e as { mentioned?: { id?: string } }).mentioned?.id === activity.recipient?.id);
  if (activity.conversation?.conversationType !== undefined && activity.conversation.conversationType !== "personal" && !mentioned) return undefined;
  return (activity.text ?? "").replace(/&nbsp;/gi, " ").replace(/<at>.*?<\/at>/gi, " ").replace(/\s+/g, " ").trim();
}
