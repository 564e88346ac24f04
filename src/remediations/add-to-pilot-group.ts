/** Direct membership in the group that group filtering goes by (adsync reference §10: only direct membership counts). */
import { valueOr } from "../domain";
import { defineRemediation } from "../identity/define";
import { isProtected } from "../identity/protected";
import { isDirectMember } from "../identity/group-filter";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { linkedAfterwards, unchangedPlace } from "./expectations";
import { PROTECTED } from "./wording";

export default defineRemediation({
  id: "add-to-pilot-group",
  title: "Add the account to the pilot group",
  risk: "write",
  undo: "Remove the member again; the cloud user is then deleted at the next cycle",
  needs: ["ad.user", "server.pilotGroup", ...CYCLE_NEEDS],
  wants: ["server.globalSettings", ...CYCLE_WANTS],
  plan(facts, { ad, settings }) {
    const group = valueOr(facts["server.pilotGroup"], undefined);
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    if (ad === undefined) return { refused: "There is no AD account to add." };
    if (group === undefined) return { refused: "Group filtering is off." };
    if (isProtected(ad)) return { refused: PROTECTED };
    if (isDirectMember(ad, group)) return { refused: "The account is a direct member already." };
    return {
      plan: {
        remediation: "add-to-pilot-group",
        title: `Add ${ad.displayName ?? ad.dn} to the pilot group`,
        risk: "write",
        summary: `Makes the account a direct member of ${group.dn} and ${carried(facts, ad)}.`,
        changes: [{ what: `member of ${group.dn}`, before: "not a direct member", after: ad.dn }],
        touches: ["The group may grant other access too.", ...cycleTouches(facts)],
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
