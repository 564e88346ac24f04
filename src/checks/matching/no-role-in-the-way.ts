import { defineCheck } from "../../identity/define";
import { errorsNamed } from "../../identity/errors";
import { seenInAd, seenInCloud } from "../../identity/evidence";
import { isGuest, rolesOf } from "../../identity/holders";
import { ownerOf } from "../../identity/person";
import { samePerson } from "../../identity/same-person";
import { cite, pii, told } from "../../domain";

/** The service never matches an account that holds, or may activate, a directory role. */
export default defineCheck({
  id: "matching.no-role-in-the-way",
  title: {
    en: "The cloud account to be matched holds no directory role",
    de: "Das zuzuordnende Cloudkonto hat keine Verzeichnisrolle",
  },
  guide: "objects.matching",
  docs: [
    "https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-sync-errors#existing-admin-role-conflict",
  ],
  needs: ["ad.user", "entra.user", "entra.relatedUsers", "entra.roles"],
  wants: ["ad.related", "server.globalSettings", "server.runHistory", "server.connectors", "cs.chain"],
  messages: {
    noUser: {
      en: "Active Directory has no such user, so nothing is matched.",
      de: "Active Directory hat keinen solchen Benutzer, also wird nichts zugeordnet.",
    },
    free: {
      en: "No cloud account that {user} should match holds a directory role.",
      de: "Kein Cloudkonto, das {user} zugeordnet werden sollte, hat eine Verzeichnisrolle.",
    },
    role: {
      code: "match-blocked-by-admin-role",
      text: {
        en: "{target} is the cloud account of {user} and holds {roles}; the service never matches an account with a role.",
        de: "{target} ist das Cloudkonto von {user} und hat {roles}; der Dienst ordnet ein Konto mit einer Rolle nie zu.",
      },
      advice: [
        {
          en: "An administrator other than this person takes the role assignment and the eligibility off {target} (keep another Global Administrator).",
          de: "Ein anderer Administrator als diese Person entfernt bei {target} die Rollenzuweisung und die Berechtigung dazu (behalten Sie einen weiteren Global Administrator).",
        },
        {
          en: "Delete the duplicate that synchronization has made, if there is one, and purge it from the deleted users.",
          de: "Löschen Sie das Duplikat, das die Synchronisierung angelegt hat, falls es eines gibt, und löschen Sie es endgültig aus den gelöschten Benutzern.",
        },
        {
          en: "Run a delta cycle and check that {target} is synced with the AD account's anchor.",
          de: "Starten Sie eine Deltasynchronisierung und prüfen Sie, ob {target} mit dem sourceAnchor des AD-Kontos synchronisiert ist.",
        },
        {
          en: "Give the role back, preferably to a cloud-only account.",
          de: "Geben Sie die Rolle zurück, am besten einem reinen Cloudkonto.",
        },
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
    const roles = rolesOf(facts["entra.roles"], target).map((r) =>
      told(r.eligible ? { en: "{role} (eligible)", de: "{role} (berechtigt)" } : "{role}", { role: r.role }),
    );
    return {
      verdict: "fail",
      message: "role",
      standing: refused.length > 0 || carrier !== undefined ? "shown" : "expected",
      proof: forItsRole.length > 0 ? "stated" : "measured",
      data: { user, target: pii(target.userPrincipalName), roles },
      evidence: [
        cite(
          told({ en: "{upn} holds {roles}", de: "{upn} hat {roles}" }, { upn: target.userPrincipalName, roles }),
          facts["entra.roles"],
        ),
        seenInAd(ad, facts["ad.user"]),
        seenInCloud(target, facts),
        ...(carrier === undefined || carrier === target ? [] : [seenInCloud(carrier, facts)]),
        ...refused.map((e) => e.evidence),
      ],
    };
  },
});
