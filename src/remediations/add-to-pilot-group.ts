import { valueOr } from "../domain";
import { defineRemediation } from "../identity/legacy";
import { isDirectMember } from "../identity/group-filter";
import {
  adUser,
  bring,
  cycleBlocked,
  cycleTouches,
  idle,
  isProtected,
  linked,
  PROTECTED,
  refuse,
  unread,
} from "./parts";

/** Direct membership in the group that group filtering goes by. */
export default defineRemediation({
  id: "add-to-pilot-group",
  title: "Add the account to the pilot group",
  risk: "write",
  undo: "Remove the member again; the cloud user is then deleted at the next cycle",
  plan(facts) {
    const missing = unread(facts, "ad.user", "server.pilotGroup"),
      blocked = cycleBlocked(facts);
    if (missing !== undefined || blocked !== undefined) return refuse((missing ?? blocked)!);
    const ad = adUser(facts),
      group = valueOr(facts["server.pilotGroup"], undefined);
    if (ad === undefined || group === undefined)
      return refuse(ad === undefined ? "There is no AD account to add." : "Group filtering is off.");
    if (isProtected(ad)) return refuse(PROTECTED);
    if (isDirectMember(ad, group)) return refuse("The account is a direct member already.");
    return {
      plan: {
        remediation: "add-to-pilot-group",
        title: `Add ${ad.displayName ?? ad.dn} to the pilot group`,
        risk: "write",
        summary: `Makes the account a direct member of ${group.dn} and runs a sync cycle.`,
        changes: [{ what: `member of ${group.dn}`, before: "not a direct member", after: ad.dn }],
        touches: ["The group may grant other access too.", ...cycleTouches(facts)],
        commands: [
          { system: "premises", kind: "add-group-member", groupDn: group.dn, objectGUID: ad.objectGUID },
          ...bring(facts, "Delta", ad.dn),
        ],
        expects: [
          {
            system: "ad",
            objectGUID: ad.objectGUID,
            attribute: "dn",
            equals: ad.dn,
            says: `The account is still ${ad.dn}.`,
          },
          ...idle(facts),
        ],
        undo: {
          impossible:
            "Taking it out of the group again deletes the cloud user at the next cycle; do it by hand if that is meant.",
        },
        verify: linked(ad),
      },
    };
  },
});
