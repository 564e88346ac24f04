import { localPartOf, primaryAddress, sameText, suffixOf } from "../identity/address";
import { domainOf } from "../identity/dn";
import { comparePerson } from "../identity/same-person";
import { aliasFrom } from "../identity/spelling";
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import type { AdObject, FactSet, PlanResult } from "../domain";
import { wellFormed } from "../identity/spelling";
import {
  adObjects,
  adUser,
  bring,
  cloudOf,
  cycleBlocked,
  cycleTouches,
  expectAd,
  holdersOf,
  idle,
  isProtected,
  isVerified,
  linked,
  liveUsers,
  PROTECTED,
  refuse,
  show,
  unread,
} from "./parts";

interface Way {
  readonly object: AdObject;
  readonly upn: string;
  readonly why: string;
}

/** A new userPrincipalName in AD: mended, with a verified suffix, or another one where two objects hold the same. */
export default defineRemediation({
  id: "set-user-principal-name",
  title: "Set the userPrincipalName in Active Directory",
  risk: "write",
  undo: "Write the old value back, delta cycle",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname"],
  plan(facts, finding, choice): PlanResult {
    const missing = unread(
      facts,
      "ad.user",
      "ad.related",
      "entra.domains",
      "entra.user",
      "entra.relatedUsers",
      "entra.deletedUsers",
    );
    if (missing !== undefined) return refuse(missing);
    const ad = adUser(facts);
    if (ad === undefined) return refuse("There is no AD account whose sign-in name could be set.");
    const blocked = cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    const all = ways(facts, ad, finding.code);
    if (all.length === 0)
      return refuse(
        "No new sign-in name is known that is well formed, in a verified domain and free. An administrator must choose one.",
      );
    const open = all.filter((w) => !isProtected(w.object));
    if (open.length === 0) return refuse(PROTECTED);
    const idOf = (w: Way): string => `${w.object.objectGUID}|${w.upn}`;
    const way = choice === undefined ? (open.length === 1 ? open[0] : undefined) : open.find((w) => idOf(w) === choice);
    if (way === undefined)
      return {
        question: "Which account gets which new sign-in name?",
        choose: open.map((w) => ({
          id: idOf(w),
          title: `${w.object.displayName ?? w.object.cn ?? w.object.dn}: ${w.upn}`,
          detail: `${w.object.dn} — ${w.why}`,
        })),
      };
    const twin = cloudTwin(facts, way);
    const own = way.object.objectGUID === ad.objectGUID;
    return {
      plan: {
        remediation: "set-user-principal-name",
        title: `Set the sign-in name of ${way.object.dn}`,
        risk: "write",
        summary: `Sets userPrincipalName to ${way.upn} in Active Directory and runs a sync cycle.`,
        changes: [
          { what: `userPrincipalName of ${way.object.dn}`, before: show(way.object.userPrincipalName), after: way.upn },
        ],
        touches: [
          "The person signs in with the new name from then on.",
          ...(twin === undefined
            ? []
            : [
                `The cloud user ${twin} of the same person holds this name; it remains to be tied to the account (hard match) afterwards.`,
              ]),
          ...cycleTouches(facts),
        ],
        commands: [
          {
            system: "premises",
            kind: "set-ad-attribute",
            objectGUID: way.object.objectGUID,
            attribute: "userPrincipalName",
            value: way.upn,
          },
          ...bring(facts, "Delta", way.object.dn),
        ],
        expects: [
          ...expectAd(way.object, "userPrincipalName"),
          {
            system: "both",
            free: way.upn,
            except: [
              way.object.objectGUID,
              ...cloudOf(facts, way.object).map((u) => u.id),
              ...(twin === undefined ? [] : [twin]),
            ],
            says: `${way.upn} is free.`,
          },
          ...idle(facts),
        ],
        undo: {
          commands: [
            {
              system: "premises",
              kind: "set-ad-attribute",
              objectGUID: way.object.objectGUID,
              attribute: "userPrincipalName",
              value: way.object.userPrincipalName ?? null,
            },
            ...bring(facts, "Delta", way.object.dn),
          ],
          says: "The old name is written back.",
        },
        verify:
          twin !== undefined
            ? { kind: "ad-value", objectGUID: way.object.objectGUID, attribute: "userPrincipalName", equals: way.upn }
            : own
              ? linked(ad, { userPrincipalName: way.upn })
              : linked(ad),
      },
    };
  },
});

/** A cloud-only user of the same person that holds the wanted name: the name is his, so it counts as free for him. */
function cloudTwin(f: FactSet, w: { object: AdObject; upn: string }): string | undefined {
  const own = cloudOf(f, w.object).map((u) => u.id);
  return liveUsers(f).find(
    (u) =>
      !own.includes(u.id) &&
      u.onPremisesSyncEnabled !== true &&
      sameText(u.userPrincipalName, w.upn) &&
      comparePerson({ ...w.object, userPrincipalName: w.upn }, u).same,
  )?.id;
}
function free(f: FactSet, object: AdObject, upn: string): boolean {
  const twin = cloudTwin(f, { object, upn });
  return (
    holdersOf(f, upn, [
      object.objectGUID,
      ...cloudOf(f, object).map((u) => u.id),
      ...(twin === undefined ? [] : [twin]),
    ]).length === 0
  );
}
function ways(f: FactSet, ad: AdObject, code: string | undefined): Way[] {
  const current = ad.userPrincipalName ?? "",
    clean = wellFormed("userPrincipalName", current) ?? current;
  const fits = (w: Way): boolean =>
    /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(w.upn) &&
    isVerified(f, suffixOf(w.upn)) &&
    !sameText(w.upn, w.object.userPrincipalName) &&
    free(f, w.object, w.upn);
  const unique = (list: Way[]): Way[] => [
    ...new Map(list.filter(fits).map((w) => [`${w.object.objectGUID}|${w.upn.toLowerCase()}`, w])).values(),
  ];
  const local = aliasFrom(localPartOf(clean)) || aliasFrom(ad.sAMAccountName ?? "");
  const mail = primaryAddress(ad.proxyAddresses) ?? (typeof ad.mail === "string" ? ad.mail.toLowerCase() : undefined);
  if (code === "wrong-source-attribute") {
    const asked = valueOr(f.ask, undefined)?.terms.upns ?? [];
    return unique([
      ...asked.map((upn) => ({ object: ad, upn: upn.toLowerCase(), why: "the name that was asked for" })),
      ...(mail === undefined ? [] : [{ object: ad, upn: mail, why: "the primary address" }]),
    ]);
  }
  if (current !== "" && clean !== current)
    return unique([{ object: ad, upn: clean, why: "the same name without the characters that break it" }]);
  if (current === "" || !isVerified(f, suffixOf(current))) {
    return unique([
      ...(mail !== undefined && localPartOf(mail) === local
        ? [{ object: ad, upn: mail, why: "the primary address" }]
        : []),
      ...suffixes(f).map((d) => ({
        object: ad,
        upn: `${local}@${d}`,
        why: `the same name in the verified domain ${d}`,
      })),
      ...(mail === undefined ? [] : [{ object: ad, upn: mail, why: "the primary address" }]),
    ]);
  }
  const holders = adObjects(f).filter((o) => sameText(o.userPrincipalName, current));
  const objects =
    holders.length > 1
      ? holders
      : (valueOr(f["entra.user"], undefined)?.onPremisesProvisioningErrors ?? []).some((e) =>
            /UserPrincipalName/i.test(e.propertyCausingError),
          )
        ? [ad]
        : [];
  // The account that the cloud already follows under this name keeps it; the one that came later is proposed first.
  const late = [...objects].sort(
    (a, b) =>
      Number(follows(f, a, current)) - Number(follows(f, b, current)) ||
      (b.whenCreated ?? "").localeCompare(a.whenCreated ?? ""),
  );
  const suffix = suffixOf(current);
  return unique(
    late.flatMap((o) => {
      const m = primaryAddress(o.proxyAddresses) ?? o.mail,
        label = domainOf(o.dn).split(".")[0] ?? "";
      return [
        ...(typeof m === "string" && !sameText(m, current)
          ? [{ object: o, upn: m.toLowerCase(), why: "its primary address" }]
          : []),
        { object: o, upn: `${aliasFrom(o.sAMAccountName ?? "").toLowerCase()}@${suffix}`, why: "its account name" },
        { object: o, upn: `${localPartOf(current)}.${label}@${suffix}`, why: "the same name with its domain" },
        { object: o, upn: `${localPartOf(current)}2@${suffix}`, why: "the same name with a number" },
      ];
    }),
  );
}
const follows = (f: FactSet, o: AdObject, upn: string): boolean =>
  cloudOf(f, o).some((u) => sameText(u.userPrincipalName, upn));
/** Verified domains that may carry sign-in names: the default one first, the initial one left out. */
const suffixes = (f: FactSet): string[] =>
  valueOr(f["entra.domains"], [])
    .filter((d) => d.isVerified && d.isInitial !== true && !/\.onmicrosoft\.com$/i.test(d.id))
    .sort((a, b) => Number(b.isDefault === true) - Number(a.isDefault === true))
    .map((d) => d.id);
