/** One attribute where one known value mends it; what has many answers is the admin's choice (adsync reference §7, §10). */
import { told } from "../domain";
import { WRITABLE_ATTRIBUTES, wordsIn, type AdObject, type FactSet, type Finding, type Draft } from "../domain";
import { defineRemediation } from "../identity/define";
import type { Person } from "../identity/person";
import { isProtected } from "../identity/protected";
import { mendsFor, type Mend } from "./attribute-mends";
import { chosenOf } from "./choice";
import { attributeNameIn, attributeValue, setAdAttribute } from "./commands";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { freeBut, linkedAfterwards, unchangedInAd } from "./expectations";
import { PROTECTED, shown } from "./wording";

export default defineRemediation({
  id: "set-attribute",
  title: { en: "Set one attribute in Active Directory", de: "Ein Attribut in Active Directory setzen" },
  risk: "write",
  undo: { en: "Write the old value back, delta cycle", de: "Den alten Wert zurückschreiben, Deltazyklus" },
  needs: [
    "ad.user",
    "ad.related",
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
          en: "There is no AD account whose attribute could be set.",
          de: "Es gibt kein AD-Konto, dessen Attribut zu setzen wäre.",
        },
      };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const known = mendsFor(finding, person, facts).filter((m) => WRITABLE_ATTRIBUTES.includes(m.attribute));
    const mends = known.filter((m) => !isProtected(m.object));
    if (mends.length === 0)
      return {
        refused:
          known.length > 0 || isProtected(ad)
            ? PROTECTED
            : {
                en: "No single known value mends this; an administrator must choose the value.",
                de: "Kein einzelner bekannter Wert behebt dies; ein Administrator muss den Wert wählen.",
              },
      };
    const mend = chosenOf(mends, idOf, choice);
    if (mend?.back !== undefined && commandsToCloud(facts, mend.object.dn).length === 0)
      return {
        refused: {
          en: "Between taking the value off and writing it back a cycle has to run, and none can be started here.",
          de: "Zwischen dem Entfernen und dem Zurückschreiben des Werts muss ein Zyklus laufen, und hier lässt sich keiner starten.",
        },
      };
    return mend === undefined
      ? {
          question: { en: "Which value shall be set?", de: "Welcher Wert soll gesetzt werden?" },
          choose: mends.map(optionOf),
        }
      : { plan: writePlan(mend, finding, person, facts) };
  },
});

const idOf = (m: Mend): string => `${m.attribute}=${shown(m.value)}`;
const optionOf = (m: Mend) => ({ id: idOf(m), title: `${m.attribute}: ${shown(m.value)}`, detail: wordsIn(m.why) });

function writePlan(
  mend: Mend,
  finding: Finding,
  { ad, settings }: Pick<Person, "ad" | "settings">,
  facts: Pick<FactSet, (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number]>,
): Draft {
  const { object, value, back } = mend;
  const attribute = attributeNameIn(object, mend.attribute);
  const cycle = commandsToCloud(facts, object.dn);
  const set = setAdAttribute(object, attribute, value);
  const old = attributeValue(object, attribute);
  const after: AdObject = { ...object, [attribute]: back ?? value ?? undefined };
  return {
    remediation: "set-attribute",
    title: told(
      {
        en: "{how, select, set {Set} other {Touch}} {attribute} of {dn}",
        de: "{attribute} von {dn} {how, select, set {setzen} other {anstoßen}}",
      },
      { how: back === undefined ? "set" : "touch", attribute, dn: object.dn },
    ),
    risk: "write",
    summary:
      back === undefined
        ? told(
            {
              en: "Sets {attribute} to {value} ({why}) and {carried}.",
              de: "Setzt {attribute} auf {value} ({why}) und {carried}.",
            },
            { attribute, value: shown(value), why: mend.why, carried: carried(facts, object) },
          )
        : told(
            {
              en: "Takes the value off, {carried}, writes it back and does so again, so that the export is tried again ({why}).",
              de: "Nimmt den Wert weg, {carried}, schreibt ihn zurück und tut dies noch einmal, damit der Export erneut versucht wird ({why}).",
            },
            { carried: carried(facts, object), why: mend.why },
          ),
    changes: [
      {
        what: told({ en: "{attribute} of {dn}", de: "{attribute} von {dn}" }, { attribute, dn: object.dn }),
        before: shown(old),
        after:
          back === undefined
            ? shown(value)
            : told(
                { en: "{value}, then {back} again", de: "{value}, dann wieder {back}" },
                { value: shown(value), back: shown(back) },
              ),
      },
    ],
    touches: cycleTouches(facts),
    commands: back === undefined ? [set, ...cycle] : [set, ...cycle, setAdAttribute(object, attribute, back), ...cycle],
    expects: [
      ...unchangedInAd(object, attribute),
      ...mend.mustBeFree.map(({ name, except }) => freeBut(name, except)),
      ...engineIdle(facts),
    ],
    verify:
      finding.code === "required-attribute-missing"
        ? { kind: "ad-value", objectGUID: object.objectGUID, attribute, equals: value }
        : linkedAfterwards(settings, object.objectGUID === ad?.objectGUID ? after : ad),
  };
}
