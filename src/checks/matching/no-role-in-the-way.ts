import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest } from "../../identity/holders";
import { citeError, errorsOf, holdsRole, ownerOf, sidesOf } from "../../identity/legacy";
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
  wants: ["ad.related", "server.globalSettings", "server.runHistory", "cs.chain"],
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
  evaluate(facts) {
    const sides = sidesOf(facts),
      { ad, anchors } = sides;
    if (ad === undefined) return { verdict: "skip", message: "noUser" };
    const user = pii(ad.userPrincipalName ?? ad.dn),
      errors = errorsOf(facts, { dn: ad.dn, anchors }),
      roleErrors = errorsNamed(errors, "ExistingAdminRoleConflict");
    const refused = errorsNamed(
      errors,
      "ExistingAdminRoleConflict",
      "InvalidHardMatch",
      "InvalidSoftMatch",
      "AttributeValueMustBeUnique",
    );
    const waiting = [
      ...sides.rivals.filter(
        (u) => u.onPremisesSyncEnabled !== true && !isGuest(u) && ownerOf(facts, sides, u) === undefined,
      ),
      ...(sides.linked !== undefined && refused.length > 0 ? [sides.linked] : []),
    ];
    const target = waiting.find(
      (u) => holdsRole(facts, u) && (samePerson(ad, u) || roleErrors.length > 0 || u === sides.linked),
    );
    if (target === undefined) return { verdict: "pass", message: "free", data: { user } };
    const held =
      facts["entra.roles"].state === "seen"
        ? facts["entra.roles"].value.filter((r) => r.principalId === target.id)
        : [];
    const roles = held.map((r) => `${r.role}${r.eligible ? " (eligible)" : ""}`);
    return {
      verdict: "fail",
      message: "role",
      standing: refused.length > 0 || sides.linked !== undefined ? "shown" : "expected",
      data: { user, target: pii(target.userPrincipalName), roles },
      evidence: [
        cite(`${target.userPrincipalName} holds ${roles.join(", ")}`, facts["entra.roles"]),
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...(sides.linked === undefined || sides.linked === target ? [] : [seenInCloud(sides.linked, facts)]),
        ...refused.map(citeError),
      ],
      suggests: [],
    };
  },
});
