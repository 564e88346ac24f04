/** Who is in a conversation, as the channel tells it: to ask those who may decide, never to allow anybody anything. */
import { z } from "zod";
import type { Around } from "../cases/contract";
import type { Person } from "../domain";
import { kindOf, log } from "./log";
import type { BotParts, Presser } from "./parts";

/** A plan waits no longer than this for the list of people, ms. */
const PATIENCE_MS = 2_000;

const member = z.object({ id: z.string().min(1), name: z.string().default(""), aadObjectId: z.string().optional() });
const page = z.object({ members: z.array(z.unknown()) });

/** The first page of the people where this was pressed; undefined where the channel does not tell in time. */
export const aroundOf =
  (bot: Pick<BotParts, "messages" | "channel" | "tenantId">, { reference, teamId }: Presser): Around =>
  async () => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), PATIENCE_MS);
    });
    const read = bot.messages.members(reference, teamId).catch((error: unknown) => {
      log({ level: "warn", at: "roster", ...kindOf(error) });
      return undefined;
    });
    const told = page.safeParse(await Promise.race([read, late]).finally(() => clearTimeout(timer)));
    return told.success ? told.data.members.flatMap((m) => personIn(m, bot)) : undefined;
  };
/** A member as the bot knows people; none where the channel names no object of the directory. */
function personIn(raw: unknown, { channel, tenantId }: Pick<BotParts, "channel" | "tenantId">): Person[] {
  const { data } = member.safeParse(raw),
    id = data?.aadObjectId ?? (channel.identities === "channel" ? data?.id : undefined);
  return data === undefined || id === undefined ? [] : [{ id, channelId: data.id, tenantId, name: data.name || id }];
}
