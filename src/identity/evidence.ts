/** What was seen of an account, as one piece of evidence. */
import {
  cite,
  told,
  type AdObject,
  type CloudUser,
  type Evidence,
  type Fact,
  type Facts,
  type InEvery,
} from "../domain";
import { EMPTY, NEVER, NONE } from "./phrases";
import { comparePerson, TRAITS } from "./same-person";

/** What an AD account is, for the evidence. */
export const seenInAd = (ad: AdObject, from: Fact<unknown> | undefined): Evidence =>
  cite(
    told(
      {
        en: "AD account {dn}: objectGUID {guid}, mS-DS-ConsistencyGuid {consistency}, UPN {upn}, changed {changed}",
        de: "AD-Konto {dn}: objectGUID {guid}, mS-DS-ConsistencyGuid {consistency}, UPN {upn}, geändert {changed}",
      },
      {
        dn: ad.dn,
        guid: ad.objectGUID,
        consistency: ad["mS-DS-ConsistencyGuid"] ?? EMPTY,
        upn: ad.userPrincipalName ?? EMPTY,
        changed: ad.whenChanged ?? "?",
      },
    ),
    from,
  );
const SYNCED = { en: "synced", de: "synchronisiert" },
  NO_LONGER_SYNCED = { en: "no longer synced", de: "nicht mehr synchronisiert" },
  NEVER_SYNCED = { en: "never synced", de: "nie synchronisiert" };
const syncState = (u: CloudUser): InEvery =>
  u.onPremisesSyncEnabled === true ? SYNCED : u.onPremisesSyncEnabled === false ? NO_LONGER_SYNCED : NEVER_SYNCED;
const CLOUD_USER = {
  en: "Cloud user {upn} ({id}): {state}, anchor {anchor}, {licences, plural, one {# licence} other {# licences}}, last sync {lastSync}",
  de: "Cloudbenutzer {upn} ({id}): {state}, sourceAnchor {anchor}, {licences, plural, one {# Lizenz} other {# Lizenzen}}, letzte Synchronisierung {lastSync}",
};
const DELETED_CLOUD_USER = {
  en: `${CLOUD_USER.en}, deleted {deleted}`,
  de: `${CLOUD_USER.de}, gelöscht {deleted}`,
};
/** The facts in which cloud users stand. */
type CloudFacts = {
  readonly [K in "entra.user" | "entra.relatedUsers" | "entra.deletedUsers"]?: Fact<Facts[K]>;
};
/** What a cloud user is, for the evidence. */
export const seenInCloud = (u: CloudUser, given: CloudFacts): Evidence =>
  cite(
    told(u.deletedDateTime == null ? CLOUD_USER : DELETED_CLOUD_USER, {
      upn: u.userPrincipalName,
      id: u.id,
      state: syncState(u),
      anchor: u.onPremisesImmutableId ?? NONE,
      licences: (u.assignedLicenses ?? []).length,
      lastSync: u.onPremisesLastSyncDateTime ?? NEVER,
      deleted: u.deletedDateTime ?? "",
    }),
    u.deletedDateTime != null
      ? given["entra.deletedUsers"]
      : given["entra.user"]?.state === "seen" && given["entra.user"].value.id === u.id
        ? given["entra.user"]
        : given["entra.relatedUsers"],
  );
/** What speaks against an AD account and a cloud user being one person. */
export const contradictions = (ad: AdObject, user: CloudUser, from: Fact<unknown> | undefined): Evidence[] =>
  comparePerson(ad, user).contradict.map((trait) =>
    cite(
      told(
        { en: "The {what} of {upn} is another one", de: "Bei {upn} steht ein anderer Wert: {what}" },
        { what: TRAITS[trait], upn: user.userPrincipalName },
      ),
      from,
    ),
  );
