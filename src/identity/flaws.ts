/** What is wrong with the values of one AD object, by the rules of its kind, and the whole attribute as it should be (adsync reference §7.1; IdFix's rule set). */
import {
  told,
  type AdObject,
  type CloudObject,
  type CloudUser,
  type InEvery,
  type Proof,
  type Standing,
} from "../domain";
import { bareAddress } from "./address";
import { errorsNamed, type ObjectError } from "./errors";
import { newNames } from "./free";
import type { Person } from "./person";
import { sourceTypeOf } from "./source-type";
import { attributesWithRules, flawsIn, wellFormed, type Flaw, type ObjectKind } from "./spelling";
import { isSyncedTwin } from "./twin";
import { attributeOf } from "./scoping-filter";

/** A flaw with the mended value of the whole attribute: of a list every entry. */
export interface ObjectFlaw extends Flaw {
  readonly whole?: string | readonly string[];
}

/** The kind by whose rules the object is judged; undefined for what they do not know, and for a group without mail. */
export function kindOf(ad: AdObject): ObjectKind | undefined {
  const type = sourceTypeOf(ad);
  if (type === "user" || type === "inetOrgPerson") return "user";
  if (type === "contact") return "contact";
  return type === "group" && ["mail", "proxyAddresses"].some((a) => attributeOf(ad, a) !== undefined)
    ? "group"
    : undefined;
}
/** Everything that is wrong, what the service minds first. sAMAccountName counts only where there is no sign-in name. */
export function flawsOf(ad: AdObject): ObjectFlaw[] {
  const kind = kindOf(ad);
  if (kind === undefined) return [];
  const hasName = attributeOf(ad, "userPrincipalName") !== undefined;
  return [
    ...attributesWithRules(kind)
      .filter((attribute) => !(kind === "user" && attribute === "sAMAccountName" && hasName))
      .flatMap((attribute) => flawsOfAttribute(attribute, ad, kind)),
    ...duplicates(ad),
    ...primaries(ad),
    ...blanks(ad, kind),
    ...routing(ad, kind),
  ].sort((a, b) => Number(b.enforced) - Number(a.enforced));
}

const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((v): v is string => typeof v === "string" && v !== "");
function flawsOfAttribute(attribute: string, ad: AdObject, kind: ObjectKind): ObjectFlaw[] {
  const raw = attributeOf(ad, attribute);
  return textsOf(raw).flatMap((value) =>
    flawsIn(attribute, value, kind).map((flaw) => ({
      ...flaw,
      ...(flaw.mended === undefined ? {} : { whole: Array.isArray(raw) ? mendedList(ad, kind) : flaw.mended }),
    })),
  );
}
/** The addresses, each mended where it has one mend, each once. */
const mendedList = (ad: AdObject, kind: ObjectKind): string[] =>
  once((ad.proxyAddresses ?? []).map((entry) => wellFormed("proxyAddresses", entry, kind) ?? entry));

/** An entry of a list without regard to letter case. */
const keyOf = (entry: string): string => (/^smtp:/i.test(entry) ? bareAddress(entry) : entry.toLowerCase());
const isPrimary = (entry: string): boolean => entry.startsWith("SMTP:");
/** Of entries that say the same the primary one, else the first. */
const once = (entries: readonly string[]): string[] =>
  entries.filter((entry, i) => {
    const twins = entries.filter((other) => keyOf(other) === keyOf(entry));
    return entry === (twins.find(isPrimary) ?? twins[0]) && entries.indexOf(entry) === i;
  });
/** What IdFix says of the list as a whole; the engine drops duplicates by itself (RemoveDuplicates). */
const ofList = (ad: AdObject, type: Flaw["type"], rule: InEvery, whole?: readonly string[]): ObjectFlaw => ({
  attribute: "proxyAddresses",
  value: (ad.proxyAddresses ?? []).join("; "),
  type,
  rule,
  enforced: false,
  ...(whole === undefined ? {} : { whole }),
});
function duplicates(ad: AdObject): ObjectFlaw[] {
  const all = ad.proxyAddresses ?? [];
  const rest = once(all);
  return rest.length === all.length
    ? []
    : [
        ofList(
          ad,
          "duplicate",
          { en: "it holds the same address twice", de: "Er enthält dieselbe Adresse zweimal" },
          rest,
        ),
      ];
}
/** Exactly one SMTP address is the primary one; `mail` tells which, or there is but one. */
function primaries(ad: AdObject): ObjectFlaw[] {
  const all = once(ad.proxyAddresses ?? []);
  const smtp = all.filter((entry) => /^smtp:/i.test(entry));
  const count = smtp.filter(isPrimary).length;
  if (smtp.length === 0 || count === 1) return [];
  const byMail = smtp.find((entry) => ad.mail !== undefined && bareAddress(entry) === bareAddress(ad.mail));
  const heir = byMail ?? (smtp.length === 1 ? smtp[0] : undefined);
  const address = (entry: string): string => entry.slice("smtp:".length);
  const whole =
    heir === undefined
      ? undefined
      : all.map((entry) =>
          entry === heir ? `SMTP:${address(entry)}` : isPrimary(entry) ? `smtp:${address(entry)}` : entry,
        );
  return [
    ofList(
      ad,
      "format",
      told(
        {
          en: "{count, plural, =0 {it has no primary (SMTP:) address} other {it has # primary (SMTP:) addresses}}",
          de: "{count, plural, =0 {er hat keine primäre (SMTP:) Adresse} other {er hat # primäre (SMTP:) Adressen}}",
        },
        { count },
      ),
      whole,
    ),
  ];
}
/** IdFix's advice on an attribute as a whole. */
const advice = (attribute: string, value: string, type: Flaw["type"], rule: InEvery, mended?: string): ObjectFlaw => ({
  attribute,
  value,
  type,
  rule,
  enforced: false,
  ...(mended === undefined ? {} : { mended, whole: mended }),
});
/** A display name is wanted of everybody, and the common name stands in for it; of a contact an alias, and the address that mail goes to. */
function blanks(ad: AdObject, kind: ObjectKind): ObjectFlaw[] {
  const isBlank = (attribute: string): boolean => textsOf(attributeOf(ad, attribute)).every((v) => v.trim() === "");
  const blank = (attribute: string, mended?: string): ObjectFlaw[] =>
    isBlank(attribute) ? [advice(attribute, "", "blank", { en: "it is blank", de: "Er ist leer" }, mended)] : [];
  const mail = textsOf(ad.mail)[0];
  return [
    ...blank("displayName", ad.cn),
    ...(kind === "contact" ? [...blank("mailNickname"), ...blank("targetAddress", mail && `SMTP:${mail}`)] : []),
  ];
}
/** Mail to a contact goes where its own address says. */
function routing(ad: AdObject, kind: ObjectKind): ObjectFlaw[] {
  const { mail, targetAddress: target } = ad;
  return kind !== "contact" || mail === undefined || target === undefined || bareAddress(target) === bareAddress(mail)
    ? []
    : [
        advice(
          "targetAddress",
          target,
          "format",
          told(
            {
              en: "it is not the contact's own address, {mail}",
              de: "Er ist nicht die eigene Adresse des Kontakts, {mail}",
            },
            { mail },
          ),
        ),
      ];
}

/** Errors by which the service refuses a value for its form (adsync reference §4.2). */
export const FORM_ERRORS = [
  "DataValidationFailed",
  "IdentityDataValidationFailed",
  "InvalidDirectoryProperty",
  "invalid-attribute-value",
] as const;
/** The same, and for its length. */
const LENGTH_ERRORS = [...FORM_ERRORS, "ExceededAllowedLength"] as const;
/** Errors that may be about the flaw: they name its attribute, or none. */
export const errorsAbout = (flaw: Flaw, errors: readonly ObjectError[]): ObjectError[] =>
  errorsNamed(errors, ...(flaw.type === "length" ? LENGTH_ERRORS : FORM_ERRORS)).filter(
    (e) => e.attribute === undefined || concerns(e, flaw.attribute),
  );
/** The error names this attribute, by one of the names that the service has for it (`FederatedUser.UserPrincipalName`, `ProxyAddress`, `Alias`). */
export function concerns({ attribute: named }: Pick<ObjectError, "attribute">, attribute: string): boolean {
  const name = (named ?? "").split(".").at(-1)?.toLowerCase() ?? "";
  return name !== "" && [attribute.toLowerCase(), ...(ALIASES[attribute] ?? [])].includes(name);
}
const ALIASES: Readonly<Record<string, readonly string[]>> = {
  proxyAddresses: ["proxyaddress", "smtpaddress"],
  mailNickname: ["alias"],
  sn: ["surname"],
  title: ["jobtitle"],
  company: ["companyname"],
  mobile: ["mobilephone"],
  telephoneNumber: ["businessphones"],
};
/**
 * What has become of a flawed value: `named` by an error of the service; `refused` by one that names no attribute; `replaced` – the cloud object that is
 * synced from the AD object has another value, or none; `taken` – it has this one, or arrived without complaint; `unseen` – nothing shows yet.
 */
export type Trace = "named" | "refused" | "replaced" | "taken" | "unseen";
export function traceOf(
  flaw: Flaw,
  { ad, errors, pair, object }: Pick<Person, "ad" | "errors" | "pair" | "object">,
): Trace {
  const refusals = errorsAbout(flaw, errors);
  if (refusals.some((e) => e.attribute !== undefined)) return "named";
  if (refusals.length > 0) return "refused";
  const twin = pair?.user ?? (isSyncedTwin(ad, object) ? object : undefined);
  const kept = twin === undefined ? undefined : keptBy(twin, flaw.attribute);
  if (kept !== undefined) return kept.includes(bareAddress(flaw.value)) ? "taken" : "replaced";
  return twin !== undefined && errors.length === 0 ? "taken" : "unseen";
}
/** The cloud's values of a naming attribute, bare; undefined where it has none to compare, or it was not read. */
function keptBy(twin: CloudUser | CloudObject, attribute: string): string[] | undefined {
  const values: Readonly<Record<string, readonly (string | null | undefined)[] | undefined>> = {
    userPrincipalName: "userPrincipalName" in twin ? [twin.userPrincipalName] : undefined,
    proxyAddresses: twin.proxyAddresses,
    mailNickname: [twin.mailNickname],
  };
  const kept = (values[attribute] ?? []).filter((v): v is string => v != null);
  return kept.length === 0 && (attribute !== "proxyAddresses" || twin.proxyAddresses === undefined)
    ? undefined
    : kept.map(bareAddress);
}
/** How a flaw is claimed by its trace; undefined where it is no fault. A flaw that the service does not mind is one only where an error says so. */
export function claimOfFlaw(
  flaw: Flaw,
  trace: Trace,
): { readonly proof: Proof; readonly standing: Standing } | undefined {
  if (trace === "named") return { proof: "stated", standing: "shown" };
  if (trace === "refused") return { proof: flaw.enforced ? "measured" : "timed", standing: "shown" };
  if (trace === "taken" || !flaw.enforced) return undefined;
  return { proof: "measured", standing: trace === "replaced" ? "shown" : "expected" };
}
/** Names that the object would have once its flaws are mended: to be looked up before anybody proposes them. */
export const namesOnceMended = (ad: AdObject): string[] => [
  ...new Set(
    flawsOf(ad).flatMap(({ attribute, whole }) => (whole === undefined ? [] : newNames(ad, attribute, whole))),
  ),
];
