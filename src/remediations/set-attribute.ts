import { bareAddress, localPartOf, sameText, suffixOf } from "../identity/address";
import { comparePerson } from "../identity/same-person";
import { aliasFrom } from "../identity/spelling";
import { valueOr, WRITABLE_ATTRIBUTES } from "../domain";
import { defineRemediation } from "../identity/legacy";
import type { AdObject, Command, FactSet, Finding, PlanResult } from "../domain";
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
  textOf,
  unread,
} from "./parts";

interface Write {
  readonly attribute: string;
  readonly value: string | readonly string[] | null;
  readonly why: string;
  readonly mustBeFree?: string;
  /** Written back after a cycle: a touch. */ readonly back?: readonly string[];
}

/** One attribute where one known value mends it; what has many answers is the admin's choice. */
export default defineRemediation({
  id: "set-attribute",
  title: "Set one attribute in Active Directory",
  risk: "write",
  undo: "Write the old value back, delta cycle",
  plan(facts, finding, choice): PlanResult {
    const missing = unread(facts, "ad.user", "ad.related", "entra.user", "entra.relatedUsers", "entra.domains");
    if (missing !== undefined) return refuse(missing);
    const ad = adUser(facts);
    if (ad === undefined) return refuse("There is no AD account whose attribute could be set.");
    if (isProtected(ad)) return refuse(PROTECTED);
    const blocked = cycleBlocked(facts);
    if (blocked !== undefined) return refuse(blocked);
    const writes = writesFor(facts, ad, finding).filter((w) =>
      (WRITABLE_ATTRIBUTES as readonly string[]).includes(w.attribute),
    );
    if (writes.length === 0) return refuse("No single known value mends this; an administrator must choose the value.");
    const idOf = (w: Write): string => `${w.attribute}=${show(w.value)}`;
    const w =
      choice === undefined ? (writes.length === 1 ? writes[0] : undefined) : writes.find((x) => idOf(x) === choice);
    if (w === undefined)
      return {
        question: "Which value shall be set?",
        choose: writes.map((x) => ({ id: idOf(x), title: `${x.attribute}: ${show(x.value)}`, detail: x.why })),
      };
    const set = (value: string | readonly string[] | null): Command => ({
      system: "premises",
      kind: "set-ad-attribute",
      objectGUID: ad.objectGUID,
      attribute: w.attribute,
      value,
    });
    const cycle = bring(facts, "Delta", ad.dn);
    const old = (ad[w.attribute] ?? null) as string | readonly string[] | null;
    return {
      plan: {
        remediation: "set-attribute",
        title: w.back === undefined ? `Set ${w.attribute} of ${ad.dn}` : `Touch ${w.attribute} of ${ad.dn}`,
        risk: "write",
        summary:
          w.back === undefined
            ? `Sets ${w.attribute} to ${show(w.value)} (${w.why}) and runs a sync cycle.`
            : `Takes the value off, runs a sync cycle, writes it back and runs another, so that the export is tried again (${w.why}).`,
        changes: [
          {
            what: `${w.attribute} of ${ad.dn}`,
            before: show(old),
            after: w.back === undefined ? show(w.value) : `${show(w.value)}, then ${show(w.back)} again`,
          },
        ],
        touches: cycleTouches(facts),
        commands: w.back === undefined ? [set(w.value), ...cycle] : [set(w.value), ...cycle, set(w.back), ...cycle],
        expects: [
          ...expectAd(ad, w.attribute),
          ...(w.mustBeFree === undefined
            ? []
            : [
                {
                  system: "both" as const,
                  free: w.mustBeFree,
                  except: [ad.objectGUID, ...samePeople(facts, ad)],
                  says: `${w.mustBeFree} is free.`,
                },
              ]),
          ...idle(facts),
        ],
        undo: { commands: [set(old), ...cycle], says: "The old value is written back." },
        verify:
          finding.code === "required-attribute-missing"
            ? { kind: "ad-value", objectGUID: ad.objectGUID, attribute: w.attribute, equals: w.value }
            : linked(ad),
      },
    };
  },
});

/** Cloud users that are this person's: followed by anchor, or shown to be the same by two identifiers. */
const samePeople = (f: FactSet, ad: AdObject): string[] => [
  ...new Set([
    ...cloudOf(f, ad).map((u) => u.id),
    ...liveUsers(f)
      .filter((u) => u.onPremisesSyncEnabled !== true && sameByName(ad, u))
      .map((u) => u.id),
  ]),
];
const sameByName = (ad: AdObject, u: ReturnType<typeof liveUsers>[number]): boolean => {
  const c = comparePerson(ad, u);
  return c.contradict.length === 0 && (c.same || c.agree.includes("name and department"));
};

function writesFor(f: FactSet, ad: AdObject, finding: Finding): Write[] {
  const proposed = textOf(finding.data.proposed),
    attribute = textOf(finding.data.attribute);
  if (proposed !== undefined && attribute !== undefined)
    return [
      {
        attribute,
        value: proposed,
        why: "as found by the check",
        ...(/mail$|userPrincipalName/i.test(attribute) && proposed.includes("@") ? { mustBeFree: proposed } : {}),
      },
    ];
  switch (finding.code) {
    case "address-moved-in-one-cycle": {
      const stuck = new Set([
        ...(valueOr(f["entra.user"], undefined)?.onPremisesProvisioningErrors ?? []).map((e) => bareAddress(e.value)),
        bareAddress(
          (valueOr(f["cs.chain"], undefined)?.entraCs?.ExportError?.AttributeConflictValue as string | undefined) ?? "",
        ),
      ]);
      const all = ad.proxyAddresses ?? [],
        without = all.filter((p) => !stuck.has(bareAddress(p)) || p.startsWith("SMTP:"));
      if (without.length < all.length)
        return [
          {
            attribute: "proxyAddresses",
            value: without,
            back: all,
            why: "the address is free now, and an export that failed is not tried again until the object changes",
          },
        ];
      return ad.displayName === undefined
        ? []
        : [
            {
              attribute: "info",
              value: `Touched ${valueOr(f.now, "")}`,
              why: "an export that failed is not tried again until the object changes",
            },
          ];
    }
    case "required-attribute-missing":
      return missingValues(f, ad);
    case "invalid-attribute-value":
      return [
        "mail",
        "proxyAddresses",
        "mailNickname",
        "sAMAccountName",
        "displayName",
        "givenName",
        "sn",
        "department",
        "targetAddress",
      ].flatMap((name): Write[] => {
        const now = ad[name];
        const mend = (v: string): string => wellFormed(name, v) ?? v;
        if (Array.isArray(now)) {
          const next = [...new Set(now.map((v) => mend(String(v))))];
          return next.join("\n") === now.join("\n")
            ? []
            : [{ attribute: name, value: next, why: "the same values without the characters that break them" }];
        }
        return typeof now !== "string" || mend(now) === now || mend(now) === ""
          ? []
          : [{ attribute: name, value: mend(now), why: "the same value without the characters that break it" }];
      });
    case "wrong-source-attribute": {
      const primary = (ad.proxyAddresses ?? []).find((p) => p.startsWith("SMTP:"));
      if (typeof ad.mail !== "string" || primary === undefined || sameText(bareAddress(primary), ad.mail)) return [];
      const rest = (ad.proxyAddresses ?? []).filter((p) => p !== primary && bareAddress(p) !== bareAddress(ad.mail!));
      return [
        {
          attribute: "proxyAddresses",
          value: [`SMTP:${ad.mail}`, `smtp:${bareAddress(primary)}`, ...rest],
          why: "mail becomes the primary address, the old primary stays as an alias",
          mustBeFree: ad.mail,
        },
      ];
    }
    case "mailbox-attributes-conflict": {
      const shared = adObjects(f).some(
        (o) => o.objectGUID !== ad.objectGUID && sameText(o.mailNickname, ad.mailNickname),
      );
      const alias = aliasFrom(localPartOf(ad.userPrincipalName ?? ad.mail)),
        taken = adObjects(f).some((o) => o.objectGUID !== ad.objectGUID && sameText(o.mailNickname, alias));
      if ((shared || ad.mailNickname === undefined) && alias !== "" && !taken && !sameText(alias, ad.mailNickname))
        return [{ attribute: "mailNickname", value: alias, why: "the sign-in name's own alias, held by nobody else" }];
      return /^true$/i.test(String(ad.msExchHideFromAddressLists ?? ""))
        ? [{ attribute: "msExchHideFromAddressLists", value: null, why: "no longer hidden from address lists" }]
        : [];
    }
    default:
      return [];
  }
}
function missingValues(f: FactSet, ad: AdObject): Write[] {
  const source = String(
    valueOr(f["server.globalSettings"], {} as Record<string, unknown>)[
      "Microsoft.SynchronizationOption.UPNAttribute"
    ] ?? "userPrincipalName",
  );
  const local = aliasFrom(localPartOf(ad.userPrincipalName ?? ad.mail));
  if (ad.sAMAccountName === undefined)
    return local === ""
      ? []
      : [{ attribute: "sAMAccountName", value: local.slice(0, 20), why: "the sign-in name's first part" }];
  if (ad.mail === undefined || (/^mail$/i.test(source) && ad.mail === "")) {
    const asked = valueOr(f.ask, undefined)?.terms.upns ?? [];
    const persons = liveUsers(f)
      .filter((u) => u.onPremisesSyncEnabled !== true && sameByName(ad, u))
      .flatMap((u) => [u.mail, u.userPrincipalName]);
    const known = [...persons, ad.userPrincipalName, ...asked]
      .filter(
        (a): a is string => typeof a === "string" && isVerified(f, suffixOf(a)) && !/\.onmicrosoft\.com$/i.test(a),
      )
      .map(bareAddress);
    return [...new Set(known)]
      .filter((a) => holdersOf(f, a, [ad.objectGUID, ...samePeople(f, ad)]).length === 0)
      .map((a) => ({ attribute: "mail", value: a, why: "the person's known address", mustBeFree: a }));
  }
  return ad.mailNickname === undefined && local !== ""
    ? [{ attribute: "mailNickname", value: local, why: "the sign-in name's first part" }]
    : [];
}
