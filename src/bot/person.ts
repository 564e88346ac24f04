/** Who acts: the object id and tenant of an activity whose sender was verified; never card data, a name or text. */
import type { Activity } from "botbuilder";
import { languageOfLocale, type Person } from "../domain";
import type { Channel } from "./channel";

/** Undefined where the channel names no directory object. With identities of the channel, its ids are taken for the directory's, and its people for the tenant's. */
export function personOf(activity: Activity, tenantId: string, identities: Channel["identities"]): Person | undefined {
  const ofChannel = identities === "channel";
  const id = activity.from?.aadObjectId ?? (ofChannel ? activity.from?.id : undefined);
  if (id === undefined || id === "") return undefined;
  return {
    id,
    tenantId: ofChannel ? tenantId : (activity.conversation?.tenantId ?? tenantId),
    name: activity.from?.name ?? "somebody",
    ...(activity.from?.id === undefined ? {} : { channelId: activity.from.id }),
    ...(activity.locale === undefined ? {} : { language: languageOfLocale(activity.locale) }),
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
    .replace(/[^\S\n]+/g, " ")
    .trim();
}
