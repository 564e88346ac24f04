/** One attribute where one known value mends it; what has many answers is the admin's choice (adsync reference §7, §10). */
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
  title: "Set one attribute in Active Directory",
  risk: "write",
  undo: "Write the old value back, delta cycle",
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
    if (ad === undefined) return { refused: "There is no AD account whose attribute could be set." };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const known = mendsFor(finding, person, facts).filter((m) => WRITABLE_ATTRIBUTES.includes(m.attribute));
    const mends = known.filter((m) => !isProtected(m.object));
    if (mends.length === 0)
      return {
        refused:
          known.length > 0 || isProtected(ad)
            ? PROTECTED
            : "No single known value mends this; an administrator must choose the value.",
      };
    const mend = chosenOf(mends, idOf, choice);
    if (mend?.back !== undefined && commandsToCloud(facts, mend.object.dn).length === 0)
      return {
        refused: "Between taking the value off and writing it back a cycle has to run, and none can be started here.",
      };
    return mend === undefined
      ? { question: "Which value shall be set?", choose: mends.map(optionOf) }
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
    title: `${back === undefined ? "Set" : "Touch"} ${attribute} of ${object.dn}`,
    risk: "write",
    summary:
      back === undefined
        ? `Sets ${attribute} to ${shown(value)} (${wordsIn(mend.why)}) and ${carried(facts, object)}.`
        : `Takes the value off, ${carried(facts, object)}, writes it back and does so again, so that the export is tried again (${wordsIn(mend.why)}).`,
    changes: [
      {
        what: `${attribute} of ${object.dn}`,
        before: shown(old),
        after: back === undefined ? shown(value) : `${shown(value)}, then ${shown(back)} again`,
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
