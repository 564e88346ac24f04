/** Which cloud user belongs to which AD account: the one home of sourceAnchor and link. */
import type { AdObject, CloudUser } from "../domain";
import { sameText } from "./address";
import { guidOfImmutableId, immutableIdOf } from "./anchor";
import type { SyncSettings } from "./settings";
import { cloudKindOf } from "./twin";

/** An AD attribute by its LDAP name, whatever the letter case; the only value of a list that has one. An integer as its digits. */
export function textAttribute(ad: AdObject, name: string): string | undefined {
  const raw = Object.entries(ad).find(([key]) => sameText(key, name))?.[1];
  const value: unknown = Array.isArray(raw) && raw.length === 1 ? raw[0] : raw;
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}
/** A linked mailbox contributes no sourceAnchor: its account-forest twin does (adsync reference §5.1). */
export const isLinkedMailbox = (ad: AdObject): boolean => Number(ad.msExchRecipientTypeDetails) === 2;

/** True where the installation makes its anchors of GUID bytes (base64), not of a text attribute. */
export const anchorsAreGuids = ({ anchorAttribute }: SyncSettings): boolean =>
  sameText(anchorAttribute, "mS-DS-ConsistencyGuid") || sameText(anchorAttribute, "objectGUID");

/** True where the anchor can be steered: mS-DS-ConsistencyGuid gives it, and a value that was written there before the first import stays (adsync reference §5.1). */
export const anchorCanBeSteered = ({ anchorAttribute }: SyncSettings): boolean =>
  sameText(anchorAttribute, "mS-DS-ConsistencyGuid");

/**
 * The sourceAnchor that the engine works out for the object now, as onPremisesImmutableId shows it: base64 of the GUID bytes, or the text of
 * the chosen attribute as it stands (case-sensitive). mS-DS-ConsistencyGuid falls back to objectGUID while it is empty. Undefined where there is none.
 */
export function anchorInUse(settings: SyncSettings, ad: AdObject): string | undefined {
  if (isLinkedMailbox(ad)) return undefined;
  return ownAnchors(settings, ad)[0];
}
/** Every anchor that the engine may have given the object under these settings, the one in use first: objectGUID's too, from the time before mS-DS-ConsistencyGuid was filled. */
export const anchorsOf = (settings: SyncSettings, ad: AdObject): string[] =>
  isLinkedMailbox(ad) ? [] : ownAnchors(settings, ad);

function ownAnchors({ anchorAttribute }: SyncSettings, ad: AdObject): string[] {
  const guid = immutableIdOf(ad.objectGUID);
  // The attribute is chosen for users; every other class is anchored by objectGUID (adsync reference §5.1).
  if (cloudKindOf(ad) !== undefined) return guid === undefined ? [] : [guid];
  const anchors = sameText(anchorAttribute, "mS-DS-ConsistencyGuid")
    ? [immutableIdOf(ad["mS-DS-ConsistencyGuid"]), guid]
    : sameText(anchorAttribute, "objectGUID")
      ? [guid]
      : [textAttribute(ad, anchorAttribute)];
  return [...new Set(anchors.filter((a): a is string => a !== undefined))];
}
/** Every anchor under which the object can be found, of the settings now and of an earlier installation that used a GUID: for searching, never for a verdict. */
export const searchableAnchors = (settings: SyncSettings, ad: AdObject): string[] => [
  ...new Set([
    ...ownAnchors(settings, ad),
    ...ownAnchors({ ...settings, anchorAttribute: "mS-DS-ConsistencyGuid" }, ad),
  ]),
];

/** True where the cloud user carries this anchor. Anchors are case-sensitive. */
export const carries = (user: CloudUser, anchor: string | undefined): boolean =>
  anchor !== undefined && user.onPremisesImmutableId === anchor;
/**
 * What the anchor of a cloud user is to an installation: `none`; `made`: the engine may have made it, for whomever; `foreign`: it never makes
 * such a one. Where anchors are GUIDs, foreign is any other form (written by hand, or of another attribute). Where they are a text attribute,
 * taken as it stands (adsync reference §5.1), the form tells nothing: foreign is then what another attribute of the account itself gives.
 */
export function anchorKind(settings: SyncSettings, user: CloudUser, ad?: AdObject): "none" | "made" | "foreign" {
  const anchor = user.onPremisesImmutableId ?? "";
  if (anchor === "") return "none";
  if (anchorsAreGuids(settings)) return guidOfImmutableId(anchor) === undefined ? "foreign" : "made";
  if (ad === undefined || carries(user, anchorInUse(settings, ad))) return "made";
  return isOfAnotherAttribute(settings, ad, anchor) ? "foreign" : "made";
}
/** A former address stays in proxyAddresses: where addresses are the anchors, finding one there is no sign of another attribute. */
function isOfAnotherAttribute(settings: SyncSettings, ad: AdObject, anchor: string): boolean {
  const mayBeFormer = anchor.includes("@") && textAttribute(ad, settings.anchorAttribute)?.includes("@") === true;
  const guids = ownAnchors({ ...settings, anchorAttribute: "mS-DS-ConsistencyGuid" }, ad);
  return !mayBeFormer && (guids.includes(anchor) || Object.keys(ad).some((name) => textAttribute(ad, name) === anchor));
}
/** The same SID is the same AD account, whatever the anchors say: only synchronization writes it. */
export const sameSid = (ad: AdObject, user: CloudUser): boolean =>
  sameText(ad.objectSid, user.onPremisesSecurityIdentifier);

/** Synchronization made the cloud user from a former self of the account in another domain: a migration keeps the old SID in sIDHistory. */
export const hadSid = (ad: AdObject, user: CloudUser): boolean =>
  (ad.sIDHistory ?? []).some((sid) => sameText(sid, user.onPremisesSecurityIdentifier));

/**
 * How a cloud user hangs on an AD account: `anchor` – it carries the sourceAnchor in use; `former` – one that the engine gave the object earlier;
 * `sid` – another anchor, but synchronization wrote this account's SID on it. Undefined where nothing that synchronization writes ties them.
 */
export function linkOf(settings: SyncSettings, ad: AdObject, user: CloudUser): "anchor" | "former" | "sid" | undefined {
  if (carries(user, anchorInUse(settings, ad))) return "anchor";
  if (anchorsOf(settings, ad).some((a) => carries(user, a))) return "former";
  return sameSid(ad, user) ? "sid" : undefined;
}
/** The engine syncs this cloud user from this account: it carries the anchor in use and counts as synced. */
export const isLinked = (settings: SyncSettings, ad: AdObject, user: CloudUser): boolean =>
  user.onPremisesSyncEnabled === true && linkOf(settings, ad, user) === "anchor";
