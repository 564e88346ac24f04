/** Facts that a triage does not read for the people in play, because few verdicts need them: an ask that is about them does, and a plan may. */
import {
  STAGE_OF_TOPIC,
  type Ask,
  type Attachments,
  type CloudUser,
  type Fact,
  type FactKey,
  type Facts,
  type FactSet,
  type SignIn,
} from "../domain";
import { liveUpnOf } from "../identity/address";
import type { Clock, CloudDirectory } from "../ports";

export interface DemandPorts {
  readonly cloud: Pick<CloudDirectory, "signIns" | "attachments">;
  readonly clock: Clock;
}
/** How far back the sign-in log reaches, days. */
const LOG_DAYS = 30;
const DAY_MS = 86_400_000;

/** The sign-ins of these accounts in the last `days`. */
export function signInsOf(
  users: readonly Pick<CloudUser, "userPrincipalName">[],
  days: number,
  { cloud, clock }: DemandPorts,
): Promise<Fact<SignIn[]>> {
  const upns = [...new Set(users.map((u) => liveUpnOf(u.userPrincipalName)))];
  return cloud.signIns({
    upns,
    peopleOnly: true,
    sinceIso: new Date(clock.now().getTime() - days * DAY_MS).toISOString(),
  });
}

/** The cloud accounts in play: the person's, those that share a name, address or anchor with it, and the deleted ones. */
function accountsIn(facts: FactSet): CloudUser[] {
  const found = [facts["entra.user"], facts["entra.relatedUsers"], facts["entra.deletedUsers"]];
  return found.flatMap((f) => (f.state === "seen" ? f.value : []));
}
/** The sign-in names in play, the AD account's too: who signs in with it is refused under it. What could not be read is never taken for "no sign-in". */
async function signInsOfAccounts(facts: FactSet, ports: DemandPorts): Promise<Fact<SignIn[]>> {
  const ad = facts["ad.user"].state === "seen" ? facts["ad.user"].value.userPrincipalName : undefined;
  const accounts = [...accountsIn(facts), ...(ad === undefined ? [] : [{ userPrincipalName: ad }])];
  return accounts.length === 0 ? facts["entra.userSignIns"] : signInsOf(accounts, LOG_DAYS, ports);
}

/** Accounts whose attachments are read in one look; what hangs on another one is open. */
const MOST_ACCOUNTS = 15;
/** Of a deleted user Graph tells none of this. */
const attachmentsOfAccounts = (facts: FactSet, { cloud }: DemandPorts): Promise<Fact<Attachments[]>> =>
  cloud.attachments(
    [facts["entra.user"], facts["entra.relatedUsers"]]
      .flatMap((f) => (f.state === "seen" ? f.value : []))
      .map((u) => u.id)
      .slice(0, MOST_ACCOUNTS),
  );

const ON_DEMAND: { readonly [K in FactKey]?: (facts: FactSet, ports: DemandPorts) => Promise<Fact<Facts[K]>> } = {
  "entra.userSignIns": signInsOfAccounts,
  "entra.attachments": attachmentsOfAccounts,
};
/** What an ask needs of them: who cannot sign in is told by the sign-ins. */
export const askedFor = ({ topics }: Pick<Ask, "topics">): FactKey[] =>
  topics.some((t) => STAGE_OF_TOPIC[t] === "sign-in") ? ["entra.userSignIns"] : [];
/** True where every one of these can still be asked for. */
export const canBeAsked = (keys: readonly FactKey[]): boolean => keys.every((k) => ON_DEMAND[k] !== undefined);
/** The facts, with those of `keys` that are read on demand read now. The others stay as they are. */
export async function factsFor(keys: readonly FactKey[], facts: FactSet, ports: DemandPorts): Promise<FactSet> {
  const read = await Promise.all(keys.map(async (k) => [k, await (ON_DEMAND[k]?.(facts, ports) ?? facts[k])] as const));
  return { ...facts, ...Object.fromEntries(read) };
}
