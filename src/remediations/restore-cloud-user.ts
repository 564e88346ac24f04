/** Brings the person's deleted cloud user back, and lets sync take it up again (Graph reference §9). */
import { told } from "../domain";
import type { AdObject, CloudUser, FactSet, Draft } from "../domain";
import { liveUpnOf, namesOf } from "../identity/address";
import { defineRemediation } from "../identity/define";
import { sharedNames } from "../identity/holders";
import { carries } from "../identity/link";
import type { Person } from "../identity/person";
import { isProtected } from "../identity/protected";
import { comparePerson } from "../identity/same-person";
import { chosenOf } from "./choice";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { linkedAfterwards, unchangedInCloud } from "./expectations";
import { anchorWrites, byLicences, takeoverBlocked, whyNoMatch } from "./match";
import { holdersInPlay } from "./people";
import { PROTECTED, shown, TAKEOVER_BLOCKED } from "./wording";

export default defineRemediation({
  id: "restore-cloud-user",
  title: { en: "Restore the deleted cloud user", de: "Den gelöschten Cloudbenutzer wiederherstellen" },
  risk: "write",
  undo: {
    en: "Delete again; it goes back to the deleted users",
    de: "Wieder löschen; er geht zurück zu den gelöschten Benutzern",
  },
  needs: [
    "ad.user",
    "ad.related",
    "entra.user",
    "entra.relatedUsers",
    "entra.deletedUsers",
    "entra.otherHolders",
    "entra.roles",
    "entra.synchronization",
    "server.globalSettings",
  ],
  wants: ["entra.domains", ...CYCLE_NEEDS, ...CYCLE_WANTS],
  plan(facts, person, _finding, choice) {
    const { ad } = person;
    const candidates = deletedOf(person);
    if (candidates.length === 0)
      return {
        refused: {
          en: "No deleted cloud user of this person was found.",
          de: "Es fand sich kein gelöschter Cloudbenutzer dieser Person.",
        },
      };
    const why = (u: CloudUser) => (ad === undefined ? undefined : whyNoMatch(facts["entra.roles"], ad, u));
    const fit = candidates.filter((u) => why(u) === undefined);
    if (fit.length === 0) return { refused: why(candidates[0]!)! };
    const target = chosenOf(fit, (u) => u.id, choice);
    if (target === undefined)
      return {
        question: { en: "Which deleted user shall come back?", de: "Welcher gelöschte Benutzer soll zurückkommen?" },
        choose: [...fit].sort(byLicences).map(optionOf),
      };
    const blocked = ad === undefined ? undefined : whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const upn = liveUpnOf(target.userPrincipalName);
    const own = [target.id, ...(ad === undefined ? [] : [ad.objectGUID])];
    // Only what is live stands in the way of a restore (Graph reference §2).
    const live = { ad, others: person.others, users: person.users, deleted: [] };
    for (const name of namesOf({ ...target, userPrincipalName: upn })) {
      const [holder] = holdersInPlay(name, live, facts, own);
      if (holder !== undefined)
        return {
          refused: told(
            {
              en: "{name} is held by {holder} meanwhile; the user cannot come back with it. Free it first.",
              de: "{name} wird inzwischen von {holder} gehalten; der Benutzer kann damit nicht zurückkommen. Geben Sie es zuerst frei.",
            },
            { name, holder },
          ),
        };
    }
    const anchor = anchorToWrite(person, target);
    if (anchor !== undefined && ad !== undefined && isProtected(ad)) return { refused: PROTECTED };
    if (anchor !== undefined && takeoverBlocked(facts["entra.synchronization"])) return { refused: TAKEOVER_BLOCKED };
    return { plan: restorePlan({ target, upn, ad, anchor, settings: person.settings, facts }) };
  },
});

/** Deleted users that are this person's: by an anchor of the account, or by a shared name and two identifiers. Without an account, all that were found. */
const deletedOf = ({ ad, anchors, deleted, settings }: Pick<Person, "ad" | "anchors" | "deleted" | "settings">) =>
  deleted.filter(
    (u) =>
      ad === undefined ||
      anchors.some((a) => carries(u, a)) ||
      (sharedNames(settings, ad, u).length > 0 && comparePerson(ad, u).same),
  );
const optionOf = (u: CloudUser) => ({
  id: u.id,
  title: liveUpnOf(u.userPrincipalName),
  detail: told(
    {
      en: "deleted {at}, {count, plural, =0 {no licence} one {# licence} other {# licences}}",
      de: "gelöscht {at}, {count, plural, =0 {keine Lizenz} one {# Lizenz} other {# Lizenzen}}",
    },
    { at: u.deletedDateTime ?? "?", count: u.assignedLicenses?.length ?? 0 },
  ),
});
/** A user that was mastered in the cloud and carries a foreign anchor gets the account's; any other one is matched by sync. */
const anchorToWrite = ({ anchor, anchors }: Pick<Person, "anchor" | "anchors">, target: CloudUser) =>
  (target.onPremisesImmutableId ?? "") !== "" &&
  !anchors.some((a) => carries(target, a)) &&
  target.onPremisesSyncEnabled !== true
    ? anchor
    : undefined;

interface Restore {
  readonly target: CloudUser;
  readonly upn: string;
  readonly ad: AdObject | undefined;
  /** The sourceAnchor to write on it, where it carries a foreign one. */
  readonly anchor: string | undefined;
  readonly settings: Person["settings"];
  readonly facts: Pick<FactSet, "entra.domains" | (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number]>;
}
function restorePlan({ target, upn, ad, anchor, settings, facts }: Restore): Draft {
  return {
    remediation: "restore-cloud-user",
    title: told({ en: "Restore {user}", de: "{user} wiederherstellen" }, { user: upn }),
    risk: "write",
    summary: told(
      {
        en: "Restores the deleted cloud user {user}{cycle}.",
        de: "Stellt den gelöschten Cloudbenutzer {user} wieder her{cycle}.",
      },
      {
        user: upn,
        cycle:
          ad === undefined
            ? ""
            : told({ en: ", and {carried}", de: " und {carried}" }, { carried: carried(facts, ad) }),
      },
    ),
    changes: [
      {
        what: `${upn} (${target.id})`,
        before: told({ en: "deleted {at}", de: "gelöscht {at}" }, { at: target.deletedDateTime ?? "" }),
        after: { en: "live", de: "lebend" },
      },
      ...(anchor === undefined
        ? []
        : [{ what: "onPremisesImmutableId", before: shown(target.onPremisesImmutableId), after: anchor }]),
    ],
    touches: ad === undefined ? [] : cycleTouches(facts),
    commands: [
      { system: "entra", kind: "restore-user", id: target.id },
      ...(anchor === undefined ? [] : anchorWrites(facts["entra.domains"], target, anchor)),
      ...(ad === undefined ? [] : commandsToCloud(facts, ad.dn)),
    ],
    expects: [
      {
        system: "entra",
        id: target.id,
        deleted: true,
        says: told(
          { en: "{user} is still among the deleted users.", de: "{user} ist noch unter den gelöschten Benutzern." },
          { user: upn },
        ),
      },
      ...unchangedInCloud(target, "onPremisesImmutableId"),
      ...(ad === undefined ? [] : engineIdle(facts)),
    ],
    verify:
      ad === undefined
        ? { kind: "value-arrived", cloudId: target.id, property: "userPrincipalName", equals: upn }
        : linkedAfterwards(settings, ad, { cloudId: target.id }),
  };
}
