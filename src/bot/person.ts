/** Who acts: the object id and tenant of an activity whose sender was verified; never card data, a name or text. */
import type { Activity } from "botbuilder";
import type { Person } from "../domain";
/** Undefined where the channel names no directory object; the Playground's ids are the world's in the lab. */
export function personOf(activity: Activity, tenantId: string, lab: boolean): Person | undefined {
  const id = activity.from?.aadObjectId ?? (lab ? activity.from?.id : undefined);
  return id === undefined || id === ""
    ? undefined
    : {
        id,
        tenantId: lab ? tenantId : (activity.conversation?.tenantId ?? tenantId),
        name: activity.from?.name ?? "somebody",
      };
}
const MENTION = /<at[^>]*>(.*?)<\/at>/gi;
const inner = (text: string): string => text.replace(MENTION, "$1");
/** The message without the bot's mention; a mention of somebody else stays as that person's name. Undefined in a channel or group where the bot was not mentioned. */
export function textFor(activity: Activity): string | undefined {
  const own = (activity.entities ?? [])
    .filter((e) => e.type === "mention")
    .map((e) => e as { mentioned?: { id?: string }; text?: string })
    .filter((e) => e.mentioned?.id === activity.recipient?.id);
  const mentioned = own.length > 0;
  if (
    activity.conversation?.conversationType !== undefined &&
    activity.conversation.conversationType !== "personal" &&
    !mentioned
  )
    return undefined;
  const names = new Set(
    [...own.map((e) => inner(e.text ?? "")), activity.recipient?.name ?? ""].map((n) => n.trim().toLowerCase()),
  );
  return (activity.text ?? "")
    .replace(/&nbsp;/gi, " ")
    .replace(MENTION, (_, name: string) => (names.has(name.trim().toLowerCase()) ? " " : ` ${name} `))
    .replace(/\s+/g, " ")
    .trim();
}
