/** What was seen of an account, as one piece of evidence. */
import { cite, type AdObject, type CloudUser, type Evidence, type Fact, type Facts } from "../domain";
import { comparePerson } from "./same-person";

/** What an AD account is, for the evidence. */
export const seenInAd = (ad: AdObject, from: Fact<unknown> | undefined): Evidence =>
  cite(
    `AD account ${ad.dn}: objectGUID ${ad.objectGUID}, mS-DS-ConsistencyGuid ${ad["mS-DS-ConsistencyGuid"] ?? "(empty)"}, UPN ${ad.userPrincipalName ?? "(empty)"}, changed ${ad.whenChanged ?? "?"}`,
    from,
  );
const syncState = (u: CloudUser): string =>
  u.onPremisesSyncEnabled === true ? "synced" : u.onPremisesSyncEnabled === false ? "no longer synced" : "never synced";
/** The facts in which cloud users stand. */
type CloudFacts = {
  readonly [K in "entra.user" | "entra.relatedUsers" | "entra.deletedUsers"]?: Fact<Facts[K]>;
};
/** What a cloud user is, for the evidence. */
export const seenInCloud = (u: CloudUser, given: CloudFacts): Evidence =>
  cite(
    `Cloud user ${u.userPrincipalName} (${u.id}): ${syncState(u)}, anchor ${u.onPremisesImmutableId ?? "(none)"}, ${(u.assignedLicenses ?? []).length} licences, last sync ${u.onPremisesLastSyncDateTime ?? "never"}${u.deletedDateTime == null ? "" : `, deleted ${u.deletedDateTime}`}`,
    u.deletedDateTime != null
      ? given["entra.deletedUsers"]
      : given["entra.user"]?.state === "seen" && given["entra.user"].value.id === u.id
        ? given["entra.user"]
        : given["entra.relatedUsers"],
  );
/** What speaks against an AD account and a cloud user being one person. */
export const contradictions = (ad: AdObject, user: CloudUser, from: Fact<unknown> | undefined): Evidence[] =>
  comparePerson(ad, user).contradict.map((what) =>
    cite(`The ${what} of ${user.userPrincipalName} is another one`, from),
  );
