import { cite, type AdObject, type CloudUser, type Evidence, type Fact } from "../domain";
import type { Given } from "./legacy";

/** What an AD account is, for the evidence. */
export const seenInAd = (ad: AdObject, from: Fact<unknown> | undefined): Evidence =>
  cite(
    `AD account ${ad.dn}: objectGUID ${ad.objectGUID}, mS-DS-ConsistencyGuid ${ad["mS-DS-ConsistencyGuid"] ?? "(empty)"}, UPN ${ad.userPrincipalName ?? "(empty)"}, changed ${ad.whenChanged ?? "?"}`,
    from,
  );
const syncState = (u: CloudUser): string =>
  u.onPremisesSyncEnabled === true ? "synced" : u.onPremisesSyncEnabled === false ? "no longer synced" : "never synced";
/** What a cloud user is, for the evidence. */
export const seenInCloud = (u: CloudUser, given: Given): Evidence =>
  cite(
    `Cloud user ${u.userPrincipalName} (${u.id}): ${syncState(u)}, anchor ${u.onPremisesImmutableId ?? "(none)"}, ${(u.assignedLicenses ?? []).length} licences, last sync ${u.onPremisesLastSyncDateTime ?? "never"}${u.deletedDateTime == null ? "" : `, deleted ${u.deletedDateTime}`}`,
    u.deletedDateTime != null
      ? given["entra.deletedUsers"]
      : given["entra.user"]?.state === "seen" && given["entra.user"].value.id === u.id
        ? given["entra.user"]
        : given["entra.relatedUsers"],
  );
