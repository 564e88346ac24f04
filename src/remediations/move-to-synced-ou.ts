/** Moves the account to an OU of its own domain that the connector reads (adsync reference §6.1, §10). */
import { told } from "../domain";
import { valueOr, type AdObject, type Connector, type FactSet, type Draft } from "../domain";
import { defineRemediation } from "../identity/define";
import { domainDnOf, isWithin, parentDn, rdnsOf, sameDn } from "../identity/dn";
import type { Person } from "../identity/person";
import { isSelected } from "../identity/place";
import { isProtected } from "../identity/protected";
import { cloudKindOf } from "../identity/twin";
import { chosenOf } from "./choice";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { linkedAfterwards, unchangedPlace } from "./expectations";
import { PROTECTED } from "./wording";

const MOST_OPTIONS = 8;

export default defineRemediation({
  id: "move-to-synced-ou",
  title: { en: "Move the account to a synchronized OU", de: "Das Konto in eine synchronisierte OU verschieben" },
  risk: "write",
  undo: {
    en: "Move back; the cloud user is then deleted at the next cycle",
    de: "Zurückverschieben; der Cloudbenutzer wird dann im nächsten Zyklus gelöscht",
  },
  needs: ["ad.user", "ad.containers", "server.connectors", ...CYCLE_NEEDS],
  wants: ["ad.related", "server.globalSettings", ...CYCLE_WANTS],
  plan(facts, person, _finding, choice) {
    const { ad } = person;
    if (ad === undefined)
      return {
        refused: { en: "There is no AD account to move.", de: "Es gibt kein AD-Konto, das zu verschieben wäre." },
      };
    if (isProtected(ad)) return { refused: PROTECTED };
    if (cloudKindOf(ad) === "device")
      return {
        refused: {
          en: "The OU of a computer decides its group policies. Select the OU in the wizard instead.",
          de: "Die OU eines Computers bestimmt seine Gruppenrichtlinien. Wählen Sie stattdessen die OU im Assistenten aus.",
        },
      };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    if (person.isSelected)
      return {
        refused: {
          en: "The account is in a synchronized OU already.",
          de: "Das Konto steht bereits in einer synchronisierten OU.",
        },
      };
    const ous = synchronizedOus(
      ad,
      person.others,
      valueOr(facts["ad.containers"], []),
      valueOr(facts["server.connectors"], []),
    );
    if (ous.length === 0)
      return {
        refused: {
          en: "No synchronized OU of this domain is known. Select the OU in the wizard instead.",
          de: "Es ist keine synchronisierte OU dieser Domäne bekannt. Wählen Sie stattdessen die OU im Assistenten aus.",
        },
      };
    const target = chosenOf(ous, (p) => p.dn, choice);
    return target === undefined
      ? {
          question: { en: "Which OU shall it move to?", de: "In welche OU soll das Konto verschoben werden?" },
          choose: ous.slice(0, MOST_OPTIONS).map(optionOf),
        }
      : { plan: movePlan(ad, target.dn, person.settings, facts) };
  },
});

interface Ou {
  readonly dn: string;
  /** Related accounts that stand in it. */
  readonly people: number;
}
const optionOf = ({ dn, people }: Ou) => ({
  id: dn,
  title: dn,
  detail:
    people > 0
      ? told(
          {
            en: "{people, plural, one {# related account stands here} other {# related accounts stand here}}",
            de: "{people, plural, one {# verwandtes Konto steht hier} other {# verwandte Konten stehen hier}}",
          },
          { people },
        )
      : { en: "synchronized", de: "synchronisiert" },
});
/** Selected OUs of the account's own domain: the nearest in the tree first, then those with its people, then as the connector lists them. */
function synchronizedOus(
  ad: AdObject,
  others: readonly AdObject[],
  containers: readonly AdObject[],
  connectors: readonly Connector[],
): Ou[] {
  const kind = cloudKindOf(ad);
  const people = others.filter((o) =>
    kind === undefined ? o.userPrincipalName !== undefined : cloudKindOf(o) === kind,
  );
  const listed = connectors.flatMap((c) => c.Partitions.flatMap((p) => p.ContainerInclusionList));
  const rank = (dn: string): number => {
    const at = listed.findIndex((l) => isWithin(dn, l));
    return at < 0 ? listed.length : at;
  };
  const near = (dn: string): number => sharedRdns(dn, ad.dn);
  return containers
    .filter(
      (c) =>
        c.objectClass.some((k) => /^organizationalUnit$/i.test(k)) &&
        sameDn(domainDnOf(c.dn), domainDnOf(ad.dn)) &&
        isSelected(c, connectors),
    )
    .map(({ dn }) => ({ dn, people: people.filter((p) => sameDn(parentDn(p.dn), dn)).length }))
    .sort(
      (a, b) => near(b.dn) - near(a.dn) || b.people - a.people || rank(a.dn) - rank(b.dn) || a.dn.length - b.dn.length,
    );
}
/** How many components, counted from the root, the two have in common. */
function sharedRdns(a: string, b: string): number {
  const left = rdnsOf(a).reverse();
  const right = rdnsOf(b).reverse();
  const differs = left.findIndex((rdn, i) => right[i] === undefined || !sameDn(rdn, right[i]));
  return differs < 0 ? left.length : differs;
}

function movePlan(
  ad: AdObject,
  targetOu: string,
  settings: Person["settings"],
  facts: Pick<FactSet, (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number]>,
): Draft {
  const newDn = `${rdnsOf(ad.dn)[0]},${targetOu}`;
  const oldOu = parentDn(ad.dn);
  return {
    remediation: "move-to-synced-ou",
    title: told(
      { en: "Move {person} to {ou}", de: "{person} nach {ou} verschieben" },
      { person: ad.displayName ?? ad.dn, ou: targetOu },
    ),
    risk: "write",
    summary: told(
      {
        en: "Moves the account from {from} to {to}, which is synchronized, and {carried}.",
        de: "Verschiebt das Konto von {from} nach {to}, das synchronisiert wird, und {carried}.",
      },
      { from: oldOu, to: targetOu, carried: carried(facts, { dn: newDn }) },
    ),
    changes: [{ what: { en: "Distinguished name", de: "Distinguished Name" }, before: ad.dn, after: newDn }],
    touches: [
      {
        en: "Group policies, delegated rights and other systems' scopes of the old OU no longer apply; those of the new one do.",
        de: "Gruppenrichtlinien, delegierte Rechte und die Bereiche anderer Systeme der alten OU gelten nicht mehr, sondern die der neuen.",
      },
      ...cycleTouches(facts),
    ],
    commands: [
      { system: "premises", kind: "move-ad-object", objectGUID: ad.objectGUID, targetOu },
      ...commandsToCloud(facts, newDn),
    ],
    expects: [unchangedPlace(ad), ...engineIdle(facts)],
    verify: linkedAfterwards(settings, ad),
  };
}
