/** The objects in play side by side: who holds what, in the words that decide between them. Pure. */
import { liveUpnOf, smtpAddresses } from "../identity/address";
import { isGuest } from "../identity/holders";
import { anchorInUse } from "../identity/link";
import { syncSettings, type SyncSettings } from "../identity/settings";
import { valueOr, type AdObject, type CloudObject, type CloudUser, type Diagnosis, type FactSet } from "../domain";

type Row = NonNullable<Diagnosis["objects"]>[number];
const ofAd = (where: string, o: AdObject, settings: SyncSettings): Row => ({
  where,
  name: o.userPrincipalName ?? o.sAMAccountName ?? o.cn ?? o.dn,
  detail: [
    o.dn,
    `anchor ${anchorInUse(settings, o) ?? "none"}`,
    `addresses ${smtpAddresses(o.proxyAddresses).join(", ") || o.mail || "none"}`,
  ].join(" · "),
});
function ofCloud(where: string, u: CloudUser, facts: FactSet): Row {
  const roles = valueOr(facts["entra.roles"], [])
    .filter((r) => r.principalId === u.id)
    .map((r) => r.role + (r.eligible ? " (eligible)" : ""));
  return {
    where,
    name: liveUpnOf(u.userPrincipalName),
    detail: [
      u.id,
      u.onPremisesSyncEnabled === true
        ? "synchronized"
        : u.onPremisesSyncEnabled === false
          ? "was synchronized"
          : "cloud only",
      `anchor ${u.onPremisesImmutableId ?? "none"}`,
      `${u.assignedLicenses?.length ?? 0} licence(s)`,
      ...(roles.length > 0 ? [`roles ${roles.join(", ")}`] : []),
      `addresses ${smtpAddresses(u.proxyAddresses).join(", ") || "none"}`,
    ].join(" · "),
  };
}
const KINDS = { group: "Group", contact: "Contact", device: "Device" } as const;
const ofObject = (o: CloudObject): Row => ({
  where: `${KINDS[o.kind]} in Entra ID`,
  name: o.displayName ?? o.id,
  detail: [
    o.id,
    ...(o.onPremisesSyncEnabled === true ? ["synchronized"] : []),
    ...(o.kind === "device" ? [] : [`addresses ${smtpAddresses(o.proxyAddresses).join(", ")}`]),
  ].join(" · "),
});
const MOST = 8;
/** SMTP addresses and the sign-in name. */
const reachedBy = (o: AdObject): string[] => [
  ...smtpAddresses(o.proxyAddresses),
  ...(o.userPrincipalName === undefined ? [] : [o.userPrincipalName.toLowerCase()]),
];
const isPersonOrContact = (o: AdObject): boolean =>
  o.objectClass.some((c) => /^(user|inetOrgPerson|contact)$/i.test(c));
/** At most eight; only objects that share a name, address or anchor with the person are in these facts. */
export function objectsOf(facts: FactSet): Row[] {
  const settings = syncSettings(valueOr(facts["server.globalSettings"], undefined));
  const ad = valueOr(facts["ad.user"], undefined);
  const cloud = valueOr(facts["entra.user"], undefined);
  const names = ad === undefined ? [] : reachedBy(ad);
  const others = valueOr(facts["ad.related"], []).filter(
    (o) => isPersonOrContact(o) && reachedBy(o).some((n) => names.includes(n)),
  );
  return [
    ...(ad === undefined ? [] : [ofAd("Active Directory", ad, settings)]),
    ...(cloud === undefined ? [] : [ofCloud("Microsoft Entra ID", cloud, facts)]),
    ...[facts["entra.object"], facts["entra.group"]].flatMap((f) => (f.state === "seen" ? [ofObject(f.value)] : [])),
    ...valueOr(facts["entra.relatedUsers"], []).map((u) =>
      ofCloud(isGuest(u) ? "Guest in Entra ID" : "Also in Entra ID", u, facts),
    ),
    ...valueOr(facts["entra.deletedUsers"], []).map((u) => ofCloud("Deleted in Entra ID", u, facts)),
    ...valueOr(facts["entra.otherHolders"], []).map(ofObject),
    ...others.map((o) => ofAd("Also in Active Directory", o, settings)),
  ].slice(0, MOST);
}
