/** Direct membership in the group that group filtering goes by (adsync reference §10: only direct membership counts). */
import { told } from "../domain";
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { isProtected } from "../identity/protected";
import { isDirectMember } from "../identity/group-filter";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { linkedAfterwards, unchangedPlace } from "./expectations";
import { PROTECTED } from "./wording";

export default defineRemediation({
  id: "add-to-pilot-group",
  title: { en: "Add the account to the pilot group", de: "Das Konto zur Pilotgruppe hinzufügen" },
  risk: "write",
  undo: {
    en: "Remove the member again; the cloud user is then deleted at the next cycle",
    de: "Das Mitglied wieder entfernen; der Cloudbenutzer wird dann im nächsten Zyklus gelöscht",
  },
  needs: ["ad.user", "server.pilotGroup", ...CYCLE_NEEDS],
  wants: ["server.globalSettings", ...CYCLE_WANTS],
  plan(facts, { ad, settings }) {
    const group = valueOr(facts["server.pilotGroup"], undefined);
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    if (ad === undefined)
      return { refused: { en: "There is no AD account to add.", de: "Es gibt kein AD-Konto, das hinzuzufügen wäre." } };
    if (group === undefined) return { refused: { en: "Group filtering is off.", de: "Die Gruppenfilterung ist aus." } };
    if (isProtected(ad)) return { refused: PROTECTED };
    if (isDirectMember(ad, group))
      return {
        refused: { en: "The account is a direct member already.", de: "Das Konto ist bereits direktes Mitglied." },
      };
    return {
      plan: {
        remediation: "add-to-pilot-group",
        title: told(
          { en: "Add {who} to the pilot group", de: "{who} zur Pilotgruppe hinzufügen" },
          { who: ad.displayName ?? ad.dn },
        ),
        risk: "write",
        summary: told(
          {
            en: "Makes the account a direct member of {group} and {carried}.",
            de: "Macht das Konto zum direkten Mitglied von {group} und {carried}.",
          },
          { group: group.dn, carried: carried(facts, ad) },
        ),
        changes: [
          {
            what: told({ en: "member of {group}", de: "Mitglied von {group}" }, { group: group.dn }),
            before: { en: "not a direct member", de: "kein direktes Mitglied" },
            after: ad.dn,
          },
        ],
        touches: [
          { en: "The group may grant other access too.", de: "Die Gruppe kann auch anderen Zugriff gewähren." },
          ...cycleTouches(facts),
        ],
        commands: [
          { system: "premises", kind: "add-group-member", groupDn: group.dn, objectGUID: ad.objectGUID },
          ...commandsToCloud(facts, ad.dn),
        ],
        expects: [unchangedPlace(ad), ...engineIdle(facts)],
        verify: linkedAfterwards(settings, ad),
      },
    };
  },
});
