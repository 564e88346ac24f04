/** The objects in play side by side: who holds what, in the words that decide between them. Pure. */
import { liveUpnOf, smtpAddresses } from "../identity/address";
import { defaultAnchorsOf } from "../identity/legacy";
import type { AdObject, CloudUser, Diagnosis, FactSet } from "../domain";

type Row = NonNullable<Diagnosis["objects"]>[number];
const list = <T>(f: { state: string; value?: T[] }): T[] => (f.state === "seen" ? (f.value ?? []) : []);
const ofAd = (where: string, o: AdObject): Row => ({
  where,
  name: o.userPrincipalName ?? o.sAMAccountName ?? o.cn ?? o.dn,
  detail: [
    o.dn,
    `anchor ${defaultAnchorsOf(o)[0] ?? "none"}`,
    `addresses ${smtpAddresses(o.proxyAddresses).join(", ") || o.mail || "none"}`,
  ].join(" · "),
});
function ofCloud(where: string, u: CloudUser, facts: FactSet): Row {
  const roles = list(facts["entra.roles"])
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
/** At most eight; only objects that share a name, address or anchor with the person are in these facts. */
export function objectsOf(facts: FactSet): Row[] {
  const ad = facts["ad.user"],
    cloud = facts["entra.user"];
  return [
    ...(ad.state === "seen" ? [ofAd("Active Directory", ad.value)] : []),
    ...(cloud.state === "seen" ? [ofCloud("Microsoft Entra ID", cloud.value, facts)] : []),
    ...list<CloudUser>(facts["entra.relatedUsers"] as never).map((u) =>
      ofCloud(u.userType === "Guest" ? "Guest in Entra ID" : "Also in Entra ID", u, facts),
    ),
    ...list<CloudUser>(facts["entra.deletedUsers"] as never).map((u) => ofCloud("Deleted in Entra ID", u, facts)),
    ...(facts["entra.otherHolders"].state === "seen"
      ? facts["entra.otherHolders"].value.map(
          (h): Row => ({
            where: h.kind === "group" ? "Group in Entra ID" : "Contact in Entra ID",
            name: h.displayName ?? h.id,
            detail: `${h.id} · addresses ${smtpAddresses(h.proxyAddresses).join(", ")}`,
          }),
        )
      : []),
    ...(ad.state === "seen"
      ? list<AdObject>(facts["ad.related"] as never)
          .filter(
            (o) =>
              o.objectClass.some((c) => /^(user|inetOrgPerson|contact)$/i.test(c)) &&
              smtpAddresses(o.proxyAddresses)
                .concat(o.userPrincipalName?.toLowerCase() ?? [])
                .some((n) =>
                  smtpAddresses(ad.value.proxyAddresses)
                    .concat(ad.value.userPrincipalName?.toLowerCase() ?? [])
                    .includes(n),
                ),
          )
          .map((o) => ofAd("Also in Active Directory", o))
      : []),
  ].slice(0, 8);
}
