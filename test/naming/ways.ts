/** Every way in which an admin may name one object of a world, each where the object has it and no other object answers to it. Without the product's rules. */
import { immutableIdOf } from "../../src/identity/anchor";
import { domainOf, rdnsOf, sameDn } from "../../src/identity/dn";
import type { World } from "../../src/lab/scenario";

/** One object: its place and attributes in Active Directory, and its cloud user. */
export interface Subject {
  readonly dn?: string;
  readonly ad?: Readonly<Record<string, unknown>>;
  readonly cloudId?: string;
  readonly cloud?: Readonly<Record<string, unknown>>;
}
/** A way of naming and the text that it gives. */
export interface Naming {
  readonly way: string;
  readonly text: string;
}
const text = (v: unknown): string | undefined => (typeof v === "string" && v.trim() !== "" ? v : undefined);
const texts = (v: unknown): string[] => (Array.isArray(v) ? v.filter((x): x is string => typeof x === "string") : []);
const bare = (address: string): string => address.replace(/^smtp:/i, "");
const smtp = (proxies: unknown): string[] =>
  texts(proxies)
    .filter((p) => /^smtp:/i.test(p))
    .map(bare);
const localPart = (upn: string): string => upn.split("@")[0] ?? "";
const withoutAccents = (s: string): string => s.normalize("NFD").replace(/\p{M}/gu, "");

/** Where a DN stands as Active Directory Users and Computers shows it: `contoso.local/Staff/Hana Sato`. */
const canonicalName = (dn: string): string =>
  [
    domainOf(dn),
    ...rdnsOf(dn)
      .filter((rdn) => !/^dc=/i.test(rdn))
      .map((rdn) => rdn.replace(/^\w+=/, "").replace(/\\(.)/g, "$1").replaceAll("/", "\\/"))
      .reverse(),
  ].join("/");
/** The 16 bytes of an anchor in hexadecimal, as the attribute editor shows them. */
const hexOf = (anchor: string): string | undefined =>
  /^[A-Za-z0-9+/]{22}==$/.test(anchor) ? Buffer.from(anchor, "base64").toString("hex") : undefined;
/** The account's NetBIOS domain in these worlds: the first label of its DNS name. */
const domainPrefix = (dn: string): string => (domainOf(dn).split(".")[0] ?? "").toUpperCase();

/** Every way, by its name. */
const WAYS: Readonly<Record<string, (s: Subject) => readonly (string | undefined)[]>> = {
  "sign-in name": ({ ad }) => [text(ad?.["userPrincipalName"])],
  "sign-in name in capitals": ({ ad }) => [text(ad?.["userPrincipalName"])?.toUpperCase()],
  "cloud sign-in name": ({ cloud }) => [text(cloud?.["userPrincipalName"])],
  "sign-in name's first part": ({ ad }) => [text(ad?.["userPrincipalName"])].map((u) => (u ? localPart(u) : undefined)),
  mail: ({ ad, cloud }) => [text(ad?.["mail"]), text(cloud?.["mail"])],
  address: ({ ad, cloud }) => [...smtp(ad?.["proxyAddresses"]), ...smtp(cloud?.["proxyAddresses"])],
  alias: ({ ad }) => [text(ad?.["mailNickname"])],
  "DOMAIN\\account": ({ dn, ad }) => [
    dn && text(ad?.["sAMAccountName"]) ? `${domainPrefix(dn)}\\${text(ad?.["sAMAccountName"])}` : undefined,
  ],
  account: ({ ad }) => [text(ad?.["sAMAccountName"]), text(ad?.["sAMAccountName"])?.replace(/\$$/, "")],
  "account with a capital": ({ ad }) => [text(ad?.["sAMAccountName"])?.replace(/^./u, (c) => c.toUpperCase())],
  "account in capitals": ({ ad }) => [text(ad?.["sAMAccountName"])?.toUpperCase()],
  "display name": ({ ad, cloud }) => [text(ad?.["displayName"]) ?? text(cloud?.["displayName"])],
  "display name in small letters": ({ ad }) => [text(ad?.["displayName"])?.toLowerCase()],
  "display name in capitals": ({ ad }) => [text(ad?.["displayName"])?.toUpperCase()],
  "display name without accents": ({ ad }) =>
    [text(ad?.["displayName"])].map((n) => (n ? withoutAccents(n) : undefined)),
  DN: ({ dn }) => [dn],
  "canonical name": ({ dn }) => [dn === undefined ? undefined : canonicalName(dn)],
  objectGUID: ({ ad }) => [text(ad?.["objectGUID"])],
  "objectGUID in braces": ({ ad }) => [text(ad?.["objectGUID"])].map((g) => (g ? `{${g.toUpperCase()}}` : undefined)),
  SID: ({ ad }) => [text(ad?.["objectSid"])],
  ImmutableId: ({ ad, cloud }) => [
    immutableIdOf(text(ad?.["mS-DS-ConsistencyGuid"]) ?? text(ad?.["objectGUID"])),
    text(cloud?.["onPremisesImmutableId"]),
  ],
  "ImmutableId in hexadecimal": ({ ad, cloud }) =>
    [immutableIdOf(text(ad?.["objectGUID"])), text(cloud?.["onPremisesImmutableId"])].map((a) =>
      a ? hexOf(a) : undefined,
    ),
  "connector-space DN": ({ ad }) =>
    [immutableIdOf(text(ad?.["mS-DS-ConsistencyGuid"]) ?? text(ad?.["objectGUID"]))].map((a) =>
      a ? `CN={${Buffer.from(a, "utf8").toString("hex").toUpperCase()}}` : undefined,
    ),
  "cloud object id": ({ cloudId }) => [cloudId],
  "portal link": ({ cloudId }) =>
    cloudId === undefined
      ? []
      : [
          `https://portal.azure.com/#view/Microsoft_AAD_UsersAndTenants/UserProfileMenuBlade/~/overview/userId/${cloudId}/hidePreviewBanner~/true`,
          `https://admin.microsoft.com/#/users/:/UserDetails/${cloudId}/Account`,
        ],
};

/** What an object answers to in small letters; identifiers that no two objects share by nature are left out. */
const answersTo = (o: Readonly<Record<string, unknown>>): string[] =>
  [
    text(o["userPrincipalName"]),
    text(o["onPremisesUserPrincipalName"]),
    text(o["sAMAccountName"])?.replace(/\$$/, ""),
    text(o["onPremisesSamAccountName"]),
    text(o["mailNickname"]),
    text(o["displayName"]),
    text(o["cn"]),
    text(o["name"]),
    text(o["mail"]),
    ...smtp(o["proxyAddresses"]),
    text(o["onPremisesImmutableId"]),
    immutableIdOf(text(o["mS-DS-ConsistencyGuid"])),
    immutableIdOf(text(o["objectGUID"])),
    ...[text(o["userPrincipalName"])].map((u) => (u?.includes("@") ? localPart(u) : undefined)),
  ].flatMap((v) => (v === undefined ? [] : [withoutAccents(v).toLowerCase()]));

/** A cloud user that stands for the subject as well, such as its double: it shares a sign-in name, the account or the display name. */
function isSameOne(user: Readonly<Record<string, unknown>>, { ad, cloud }: Subject): boolean {
  const own = new Set([...answersTo(ad ?? {}), ...answersTo(cloud ?? {})]);
  return answersTo(user).some((n) => own.has(n));
}
function others(world: World, subject: Subject): Readonly<Record<string, unknown>>[] {
  const ads = Object.values(world.premises.directory.forests).flatMap((f) => Object.entries(f.objects));
  const users = [...Object.entries(world.cloud.users), ...Object.entries(world.cloud.deletedUsers)];
  return [
    ...ads.filter(([dn]) => subject.dn === undefined || !sameDn(dn, subject.dn)).map(([, o]) => o),
    ...users.filter(([id, u]) => id !== subject.cloudId && !isSameOne(u, subject)).map(([, u]) => u),
    ...Object.values(world.cloud.groups),
    ...Object.values(world.cloud.contacts),
  ];
}
/** The core of a naming that is compared: what stands behind `DOMAIN\`. */
const core = (naming: string): string => withoutAccents(naming.split("\\").pop()!.replace(/\$$/, "")).toLowerCase();

/** Every unique way to name the subject; each text once, under the first way that gives it. */
export function namingsOf(world: World, subject: Subject): Naming[] {
  const taken = new Set(others(world, subject).flatMap(answersTo));
  const all = Object.entries(WAYS).flatMap(([way, of]) =>
    of(subject).flatMap((t) => (t === undefined ? [] : [{ way, text: t }])),
  );
  const unique = all.filter((n) => n.way === "DN" || !taken.has(core(n.text)));
  return [...new Map(unique.reverse().map((n) => [n.text, n])).values()].reverse();
}

/** The subject of a verdict in its world. */
export function subjectOf(world: World, line: { distinguishedName: string | null; cloudId: string | null }): Subject {
  const ads = Object.values(world.premises.directory.forests).flatMap((f) => Object.entries(f.objects));
  const found = ads.find(([dn]) => line.distinguishedName !== null && sameDn(dn, line.distinguishedName));
  const cloud =
    line.cloudId === null ? undefined : (world.cloud.users[line.cloudId] ?? world.cloud.deletedUsers[line.cloudId]);
  return {
    ...(found === undefined ? {} : { dn: found[0], ad: found[1] }),
    ...(cloud === undefined || line.cloudId === null ? {} : { cloudId: line.cloudId, cloud }),
  };
}
