/** A full synchronization of password hashes, as a restart of the channel brings it about (adsync reference §3.6, §10: "full password sync"). */
import { isWithin } from "../../identity/dn";
import { mayCarryAnchor } from "../rules/source-anchor";
import type { WorldHandle } from "../world";
import { everyObject } from "./directory";

/** Event 657 tells of each user; hashes of users that are synced reach the cloud, where the tenant takes them and the connector account may replicate; `pwdLastSet` 0 is not sent. */
export function sendAllHashes(lab: WorldHandle): void {
  const { world } = lab;
  const { features } = world.cloud.onPremisesSynchronization as { features?: Record<string, unknown> };
  if (features?.["passwordSyncEnabled"] === false) return;
  const barred = world.premises.permissions.filter((p) => p.Missing.some((m) => m.startsWith("replicate-changes")));
  const synced = Object.values(world.cloud.users).filter((u) => u.onPremisesSyncEnabled === true);
  for (const { dn, entry } of everyObject(world)) {
    const set = Date.parse(String(entry["pwdLastSet"]));
    if (Number.isNaN(set) || barred.some((p) => isWithin(dn, p.DN))) continue;
    const user = synced.find((u) =>
      mayCarryAnchor(entry, u.onPremisesImmutableId ?? "", world.premises.globalSettings),
    );
    const there = Date.parse(String(user?.["lastPasswordChangeDateTime"]));
    if (user === undefined || there >= set) continue;
    user["lastPasswordChangeDateTime"] = new Date(set).toISOString();
    world.premises.eventLog.unshift({
      LogName: "Application",
      ProviderName: "Directory Synchronization",
      Id: 657,
      LevelDisplayName: "Information",
      TimeCreated: lab.now().toISOString(),
      Message: `Password Change Result - Anchor : ${user.onPremisesImmutableId ?? ""}, Dn : ${dn}, PwdChangeOnLogon=False, Result : Success.`,
    });
  }
}
