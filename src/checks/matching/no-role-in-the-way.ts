import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest, rolesOf } from "../../identity/holders";
import { ownerOf } from "../../identity/person";
import { samePerson } from "../../identity/same-person";
import { cite, pii } from "../../domain";

/** The service never matches an account that holds, or may activate, a directory role. */
export default defineCheck({
  id: "matching.no-role-in-the-way",
  title: "The cloud account to be matched holds no directory role",
  guide: "objects.matching",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors#existing-admin-role-conflict",
  ],
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.roles"],
  wants: ["ad.related", "server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"],
  messages: {
    noUser: "Active Directory has no such user, so nothing is matched.",
    free: "No cloud account that {user} should match holds a directory role.",
    role: {
      code: "match-blocked-by-admin-role",
      text: "{target} is the cloud account of {user} and holds {roles}; the service never matches an account with a role.",
      advice: [
        "An administrator other than this person takes the role assignment and the eligibility off {target} (keep another Global Administrator).",
        "Delete the duplicate that synchronization has made, if there is one, and purge it from the deleted users.",
        "Run a delta cycle and check that {target} is synced with the AD account's anchor.",
        "Give the role back, preferably to a cloud-only account.",
      ],
    },
  },
  evaluate(facts, person) {
    const { ad, carrier, rivals, errors } = person;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn);
    const forItsRole = errorsNamed(errors, "ExistingAdminRoleConflict");
    const refused = errorsNamed(
      errors,
      "ExistingAdminRoleConflict",
      "InvalidHardMatch",
      "InvalidSoftMatch",
      "AttributeValueMustBeUnique",
    );
    const unmatched = rivals.filter(
      (u) =>
        u.onPremisesSyncEnabled !== true &&
        !isGuest(u) &&
        ownerOf(person, u) === undefined &&
        (samePerson(ad, u) || forItsRole.length > 0),
    );
    const target = [...unmatched, ...(carrier !== undefined && refused.length > 0 ? [carrier] : [])].find(
      (u) => rolesOf(facts["entra.roles"], u).length > 0,
    );
    if (target === undefined) return { verdict: "pass", message: "free", data: { user } };
    const roles = rolesOf(facts["entra.roles"], target).map((r) => `${r.role}${r.eligible ? " (eligible)" : ""}`);
    return {
      verdict: "fail",
      message: "role",
      standing: refused.length > 0 || carrier !== undefined ? "shown" : "expected",
      proof: forItsRole.length > 0 ? "stated" : "measured",
      data: { user, target: pii(target.userPrincipalName), roles },
      evidence: [
        cite(`${target.userPrincipalName} holds ${roles.join(", ")}`, facts["entra.roles"]),
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...(carrier === undefined || carrier === target ? [] : [seenInCloud(carrier, facts)]),
        ...refused.map((e) => e.evidence),
      ],
    };
  },
});
