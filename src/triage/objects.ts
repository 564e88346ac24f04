/** The objects in play side by side: who holds what, in the values that decide between them. Pure. */
import { liveUpnOf, proxyKeys, smtpAddresses } from "../identity/address";
import { placeText } from "../identity/dn";
import { isGuest } from "../identity/holders";
import { anchorInUse } from "../identity/link";
import { masteryOf } from "../identity/mastery";
import { personOf } from "../identity/person";
import { syncSettings, type SyncSettings } from "../identity/settings";
import { isServiceAddress } from "../identity/tenant";
import {
  valueOr,
  wordsIn,
  type AdObject,
  type CloudObject,
  type CloudUser,
  type FactSet,
  type Language,
  type ObjectInPlay,
  type ObjectValue,
  type Words,
} from "../domain";

/** What the values are called, in the order in which they are shown. */
const TITLES = {
  place: { en: "Place", de: "Ort" },
  name: { en: "Display name", de: "Anzeigename" },
  upn: { en: "Sign-in name (UPN)", de: "Anmeldename (UPN)" },
  anchor: { en: "sourceAnchor", de: "sourceAnchor" },
  addresses: { en: "Addresses", de: "Adressen" },
  account: { en: "Account", de: "Konto" },
  source: { en: "Source", de: "Quelle" },
  licences: { en: "Licences", de: "Lizenzen" },
  roles: { en: "Roles", de: "Rollen" },
  id: { en: "Id", de: "ID" },
} as const satisfies Readonly<Record<string, Words>>;
type What = keyof typeof TITLES;
const isTitled = (what: string): what is What => Object.hasOwn(TITLES, what);
/** What a value is called: by its title, an attribute by its LDAP name. */
export const valueTitleOf = (what: string, language: Language): string =>
  isTitled(what) ? wordsIn(TITLES[what], language) : what;

const ENABLED: Words = { en: "enabled", de: "aktiviert" },
  DISABLED: Words = { en: "disabled", de: "deaktiviert" };
const SOURCE = {
  synced: { en: "synchronized", de: "synchronisiert" },
  wasSynced: { en: "was synchronized", de: "war synchronisiert" },
  cloud: { en: "cloud only", de: "nur Cloud" },
} as const satisfies Readonly<Record<string, Words>>;
const WHERE = {
  ad: { en: "Active Directory", de: "Active Directory" },
  alsoAd: { en: "Also in Active Directory", de: "Auch in Active Directory" },
  entra: { en: "Microsoft Entra ID", de: "Microsoft Entra ID" },
  alsoEntra: { en: "Also in Entra ID", de: "Auch in Entra ID" },
  guest: { en: "Guest in Entra ID", de: "Gast in Entra ID" },
  deleted: { en: "Deleted in Entra ID", de: "Gelöscht in Entra ID" },
  group: { en: "Group in Entra ID", de: "Gruppe in Entra ID" },
  contact: { en: "Contact in Entra ID", de: "Kontakt in Entra ID" },
  device: { en: "Device in Entra ID", de: "Gerät in Entra ID" },
} as const satisfies Readonly<Record<string, Words>>;

type Holds = Readonly<Partial<Record<What, readonly (Words | null | undefined)[]>>>;
const held = (values: Holds): ObjectValue[] =>
  (Object.keys(TITLES) as What[]).flatMap((what) => {
    const all = values[what];
    return all === undefined ? [] : [{ what, values: all.filter((v): v is Words => v != null && v !== "") }];
  });

const ACCOUNT_DISABLED = 2;
const ofAd = (where: Words, o: AdObject, settings: SyncSettings): ObjectInPlay => ({
  where,
  name: o.userPrincipalName ?? o.sAMAccountName ?? o.cn ?? o.dn,
  holds: held({
    place: [placeText(o.dn)],
    name: [o.displayName],
    upn: [o.userPrincipalName],
    anchor: [anchorInUse(settings, o)],
    addresses: smtpAddresses(o.proxyAddresses).length > 0 ? smtpAddresses(o.proxyAddresses) : [o.mail],
    ...(o.userAccountControl === undefined
      ? {}
      : { account: [(Number(o.userAccountControl) & ACCOUNT_DISABLED) === 0 ? ENABLED : DISABLED] }),
  }),
});
function ofCloud(where: Words, u: CloudUser, facts: FactSet): ObjectInPlay {
  const roles = valueOr(facts["entra.roles"], []).filter((r) => r.principalId === u.id);
  return {
    where,
    name: liveUpnOf(u.userPrincipalName),
    holds: held({
      name: [u.displayName],
      upn: [liveUpnOf(u.userPrincipalName)],
      anchor: [u.onPremisesImmutableId],
      addresses: smtpAddresses(u.proxyAddresses),
      ...(u.accountEnabled == null ? {} : { account: [u.accountEnabled ? ENABLED : DISABLED] }),
      source: [
        u.onPremisesSyncEnabled === true
          ? SOURCE.synced
          : u.onPremisesSyncEnabled === false
            ? SOURCE.wasSynced
            : SOURCE.cloud,
      ],
      licences: [String(u.assignedLicenses?.length ?? 0)],
      ...(roles.length > 0 ? { roles: roles.map((r) => r.role + (r.eligible ? " (eligible)" : "")) } : {}),
      id: [u.id],
    }),
  };
}
const ofObject = (o: CloudObject): ObjectInPlay => ({
  where: WHERE[o.kind],
  name: o.displayName ?? o.id,
  holds: held({
    name: [o.displayName],
    ...(o.kind === "device" ? {} : { addresses: smtpAddresses(o.proxyAddresses) }),
    source: [o.onPremisesSyncEnabled === true ? SOURCE.synced : SOURCE.cloud],
    id: [o.id],
  }),
});

/** Addresses that the service makes for itself are no difference; anchors are compared letter by letter. */
function isSame(what: string, a: readonly Words[], b: readonly Words[]): boolean {
  const texts = (values: readonly Words[]): string[] => values.map((v) => wordsIn(v));
  if (what === "anchor") return texts(a).join() === texts(b).join();
  const keys = (values: readonly Words[]): string =>
    proxyKeys(texts(values).filter((v) => !(what === "addresses" && isServiceAddress(v))))
      .sort()
      .join();
  return keys(a) === keys(b);
}
/** Values of the first object that the others hold too; where those stand alone, nothing differs. */
const COMPARED: readonly string[] = ["name", "upn", "anchor", "addresses", "account"] satisfies What[];
const beside = (first: ObjectInPlay, o: ObjectInPlay): ObjectInPlay => ({
  ...o,
  holds: (o.holds ?? []).map((value) => {
    const own = first.holds?.find((v) => v.what === value.what);
    return own === undefined || !COMPARED.includes(value.what)
      ? value
      : { ...value, differs: !isSame(value.what, own.values, value.values) };
  }),
});
/** Attributes that are not the same on both sides of a synced person, beyond those that every object shows. */
function differingAttributes(facts: FactSet): { readonly ad: ObjectValue[]; readonly cloud: ObjectValue[] } {
  const shown = /^(displayName|userPrincipalName|proxyAddresses|accountEnabled)$/;
  const rows = masteryOf(personOf(facts), facts).filter((row) => !row.equal && !shown.test(row.attribute));
  return {
    ad: rows.map((row) => ({ what: row.attribute, values: row.ad === "" ? [] : [row.ad] })),
    cloud: rows.map((row) => ({
      what: row.attribute,
      values: row.cloud === "" ? [] : [row.cloud],
      differs: true,
    })),
  };
}

const MOST = 8;
/** SMTP addresses and the sign-in name. */
const reachedBy = (o: AdObject): string[] => [
  ...smtpAddresses(o.proxyAddresses),
  ...(o.userPrincipalName === undefined ? [] : [o.userPrincipalName.toLowerCase()]),
];
const isPersonOrContact = (o: AdObject): boolean =>
  o.objectClass.some((c) => /^(user|inetOrgPerson|contact)$/i.test(c));
/** At most eight, each beside the first; only objects that share a name, address or anchor with the person are in these facts. */
export function objectsOf(facts: FactSet): ObjectInPlay[] {
  const settings = syncSettings(valueOr(facts["server.globalSettings"], undefined));
  const ad = valueOr(facts["ad.user"], undefined);
  const cloud = valueOr(facts["entra.user"], undefined);
  const names = ad === undefined ? [] : reachedBy(ad);
  const others = valueOr(facts["ad.related"], []).filter(
    (o) => isPersonOrContact(o) && reachedBy(o).some((n) => names.includes(n)),
  );
  const more = differingAttributes(facts);
  const also = (o: ObjectInPlay, values: readonly ObjectValue[]): ObjectInPlay => ({
    ...o,
    holds: [...(o.holds ?? []), ...values],
  });
  const [first, ...rest] = [
    ...(ad === undefined ? [] : [also(ofAd(WHERE.ad, ad, settings), more.ad)]),
    ...(cloud === undefined ? [] : [ofCloud(WHERE.entra, cloud, facts)]),
    ...[facts["entra.object"], facts["entra.group"]].flatMap((f) => (f.state === "seen" ? [ofObject(f.value)] : [])),
    ...valueOr(facts["entra.relatedUsers"], []).map((u) =>
      ofCloud(isGuest(u) ? WHERE.guest : WHERE.alsoEntra, u, facts),
    ),
    ...valueOr(facts["entra.deletedUsers"], []).map((u) => ofCloud(WHERE.deleted, u, facts)),
    ...valueOr(facts["entra.otherHolders"], []).map(ofObject),
    ...others.map((o) => ofAd(WHERE.alsoAd, o, settings)),
  ].slice(0, MOST);
  if (first === undefined) return [];
  const compared = rest.map((o) => beside(first, o));
  return [first, ...compared.map((o, i) => (i === 0 && more.cloud.length > 0 ? also(o, more.cloud) : o))];
}
