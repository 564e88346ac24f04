/** A new userPrincipalName in AD: mended, with a verified suffix, or another one where two objects hold the same (adsync reference §7, §10). */
import { told } from "../domain";
import type { FactSet, Draft } from "../domain";
import { defineRemediation } from "../identity/define";
import type { Person } from "../identity/person";
import { isProtected } from "../identity/protected";
import { chosenOf } from "./choice";
import { setAdAttribute } from "./commands";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { freeBut, linkedAfterwards, unchangedInAd } from "./expectations";
import { mastered } from "./people";
import { cloudTwin, newSignInNames, type NewName } from "./sign-in-names";
import { PROTECTED, shown } from "./wording";

const UPN = "userPrincipalName";

export default defineRemediation({
  id: "set-user-principal-name",
  title: {
    en: "Set the userPrincipalName in Active Directory",
    de: "Den userPrincipalName in Active Directory setzen",
  },
  risk: "write",
  undo: { en: "Write the old value back, delta cycle", de: "Den alten Wert zurückschreiben, Deltazyklus" },
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-userprincipalname"],
  needs: [
    "ad.user",
    "ad.related",
    "entra.domains",
    "entra.user",
    "entra.relatedUsers",
    "entra.deletedUsers",
    "entra.otherHolders",
    ...CYCLE_NEEDS,
  ],
  wants: ["server.globalSettings", ...CYCLE_WANTS],
  plan(facts, person, finding, choice) {
    const { ad } = person;
    if (ad === undefined)
      return {
        refused: {
          en: "There is no AD account whose sign-in name could be set.",
          de: "Es gibt kein AD-Konto, dessen Anmeldename zu setzen wäre.",
        },
      };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const all = newSignInNames(finding, person, ad, facts);
    if (all.length === 0)
      return {
        refused: {
          en: "No new sign-in name is known that is well formed, in a verified domain and free. An administrator must choose one.",
          de: "Es ist kein neuer Anmeldename bekannt, der wohlgeformt, in einer überprüften Domäne und frei ist. Ein Administrator muss einen wählen.",
        },
      };
    const open = all.filter((n) => !isProtected(n.object));
    if (open.length === 0) return { refused: PROTECTED };
    const name = chosenOf(open, idOf, choice);
    return name === undefined
      ? {
          question: {
            en: "Which account gets which new sign-in name?",
            de: "Welches Konto bekommt welchen neuen Anmeldenamen?",
          },
          choose: open.map(optionOf),
        }
      : { plan: renamePlan(name, person, facts) };
  },
});

const idOf = (n: NewName): string => `${n.object.objectGUID}|${n.upn}`;
const optionOf = (n: NewName) => ({
  id: idOf(n),
  title: `${n.object.displayName ?? n.object.cn ?? n.object.dn}: ${n.upn}`,
  detail: told({ en: "{dn} — {why}", de: "{dn} — {why}" }, { dn: n.object.dn, why: n.why }),
});

function renamePlan(
  { object, upn }: NewName,
  person: Pick<Person, "ad" | "users" | "settings">,
  facts: Pick<FactSet, (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number]>,
): Draft {
  const { ad, settings } = person;
  const twin = cloudTwin(person, object, upn);
  const cycle = commandsToCloud(facts, object.dn);
  const holders = [
    object.objectGUID,
    ...mastered(person, object).map((u) => u.id),
    ...(twin === undefined ? [] : [twin]),
  ];
  const isOwn = object.objectGUID === ad?.objectGUID;
  return {
    remediation: "set-user-principal-name",
    title: told({ en: "Set the sign-in name of {dn}", de: "Den Anmeldenamen von {dn} setzen" }, { dn: object.dn }),
    risk: "write",
    summary: told(
      {
        en: "Sets userPrincipalName to {upn} in Active Directory and {carried}.",
        de: "Setzt userPrincipalName in Active Directory auf {upn} und {carried}.",
      },
      { upn, carried: carried(facts, object) },
    ),
    changes: [
      {
        what: told({ en: "userPrincipalName of {dn}", de: "userPrincipalName von {dn}" }, { dn: object.dn }),
        before: shown(object.userPrincipalName),
        after: upn,
      },
    ],
    touches: [
      {
        en: "Once the cloud has taken it over, the person signs in with the new name.",
        de: "Sobald die Cloud ihn übernommen hat, meldet sich die Person mit dem neuen Namen an.",
      },
      ...(twin === undefined
        ? []
        : [
            told(
              {
                en: "The cloud user {id} of the same person holds this name; it remains to be tied to the account (hard match) afterwards.",
                de: "Der Cloudbenutzer {id} derselben Person hält diesen Namen; er ist danach noch mit dem Konto zu verknüpfen (hard match).",
              },
              { id: twin },
            ),
          ]),
      ...cycleTouches(facts),
    ],
    commands: [setAdAttribute(object, UPN, upn), ...cycle],
    expects: [...unchangedInAd(object, UPN), freeBut(upn, holders), ...engineIdle(facts)],
    verify:
      twin !== undefined
        ? { kind: "ad-value", objectGUID: object.objectGUID, attribute: UPN, equals: upn }
        : isOwn
          ? linkedAfterwards(settings, { ...object, userPrincipalName: upn }, { userPrincipalName: upn })
          : linkedAfterwards(settings, ad),
  };
}
