/** Deletes for good a soft-deleted user that is proved empty and is in the person's way (security reference, M7). */
import { told } from "../domain";
import type { AdObject, CloudUser, FactSet, Draft } from "../domain";
import { liveUpnOf } from "../identity/address";
import { defineRemediation } from "../identity/define";
import { EMPTINESS_FACTS, emptinessOf } from "../identity/emptiness";
import { sharedNames } from "../identity/holders";
import { carries } from "../identity/link";
import type { Person } from "../identity/person";
import { isProtected } from "../identity/protected";
import { hangingOn } from "./attachments";
import { chosenOf } from "./choice";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import { holdsNoRole, linkedAfterwards, unchangedInCloud } from "./expectations";
import { anchorWrites, samePersonShown, takeoverBlocked, whyNoMatch } from "./match";
import { shown } from "./wording";

export default defineRemediation({
  id: "purge-deleted-user",
  title: {
    en: "Purge the empty deleted user that is in the way",
    de: "Den leeren gelöschten Benutzer, der im Weg ist, endgültig löschen",
  },
  risk: "grave",
  undo: { en: "None; the object is gone for good", de: "Keiner; das Objekt ist endgültig weg" },
  needs: [
    "ad.user",
    "entra.user",
    "entra.relatedUsers",
    "entra.deletedUsers",
    "entra.roles",
    "entra.synchronization",
    "server.globalSettings",
    ...CYCLE_NEEDS,
  ],
  wants: ["entra.domains", ...CYCLE_WANTS, ...EMPTINESS_FACTS],
  plan(facts, person, _finding, choice) {
    const { ad, anchors, settings } = person;
    if (ad === undefined)
      return {
        refused: {
          en: "There is no AD account in whose way a deleted user could be.",
          de: "Es gibt kein AD-Konto, dem ein gelöschter Benutzer im Weg sein könnte.",
        },
      };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const bears = (u: CloudUser): boolean => anchors.some((a) => carries(u, a));
    const inTheWay = person.deleted
      .filter((u) => bears(u) || sharedNames(settings, ad, u).length > 0)
      .map((user) => ({ user, emptiness: emptinessOf(facts, user) }));
    const [first] = inTheWay;
    if (first === undefined)
      return {
        refused: {
          en: "No deleted user is in this person's way.",
          de: "Dieser Person ist kein gelöschter Benutzer im Weg.",
        },
      };
    const fit = inTheWay.filter(({ emptiness }) => emptiness.is !== "not-empty");
    if (fit.length === 0 && first.emptiness.is === "not-empty")
      return {
        refused: told(
          {
            en: "It may not be purged: {why} Restore it instead, or wait out the 30 days.",
            de: "Er darf nicht endgültig gelöscht werden: {why} Stellen Sie ihn stattdessen wieder her, oder warten Sie die 30 Tage ab.",
          },
          { why: first.emptiness.why },
        ),
      };
    const asks = fit.flatMap(({ emptiness }) => (emptiness.is === "open" ? emptiness.asks : []));
    if (asks.length > 0) return { asks: [...new Set(asks)] };
    const empty = fit.map(({ user }) => user);
    const buried = chosenOf(empty, (u) => u.id, choice);
    if (buried === undefined)
      return {
        question: { en: "Which deleted user is to go for good?", de: "Welcher gelöschte Benutzer soll endgültig weg?" },
        choose: empty.sort((a, b) => Number(bears(b)) - Number(bears(a))).map(optionOf),
      };
    const heir = takeoverBlocked(facts["entra.synchronization"])
      ? undefined
      : heirOf(person, ad, (u) => whyNoMatch(facts["entra.roles"], ad, u) === undefined);
    return { plan: purgePlan({ ad, buried, heir, settings, facts }) };
  },
});

const optionOf = (u: CloudUser) => ({
  id: u.id,
  title: liveUpnOf(u.userPrincipalName),
  detail: told(
    { en: "deleted {at}, anchor {anchor}", de: "gelöscht {at}, sourceAnchor {anchor}" },
    { at: u.deletedDateTime ?? "?", anchor: shown(u.onPremisesImmutableId) },
  ),
});
interface Heir {
  readonly user: CloudUser;
  readonly anchor: string;
}
/** The person's live cloud-only user that gets the anchor which becomes free. */
function heirOf(
  { anchor, users, settings }: Pick<Person, "anchor" | "users" | "settings">,
  ad: AdObject,
  mayMatch: (u: CloudUser) => boolean,
): Heir | undefined {
  if (anchor === undefined || isProtected(ad)) return undefined;
  const user = users.find(
    (u) =>
      u.onPremisesSyncEnabled !== true && !carries(u, anchor) && sharedNames(settings, ad, u).length > 0 && mayMatch(u),
  );
  return user === undefined ? undefined : { user, anchor };
}

interface Purge {
  readonly ad: AdObject;
  readonly buried: CloudUser;
  readonly heir: Heir | undefined;
  readonly settings: Person["settings"];
  readonly facts: Pick<
    FactSet,
    "entra.domains" | "entra.attachments" | "entra.roles" | (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number]
  >;
}
function purgePlan({ ad, buried, heir, settings, facts }: Purge): Draft {
  const name = liveUpnOf(buried.userPrincipalName);
  const stamped =
    heir === undefined
      ? ""
      : told(
          {
            en: ", writes the AD account's sourceAnchor on {user}",
            de: ", schreibt den sourceAnchor des AD-Kontos auf {user}",
          },
          { user: heir.user.userPrincipalName },
        );
  return {
    remediation: "purge-deleted-user",
    title: told(
      { en: "Purge the deleted user {user}", de: "Den gelöschten Benutzer {user} endgültig löschen" },
      { user: name },
    ),
    risk: "grave",
    summary: told(
      {
        en: "Deletes the empty soft-deleted user {id} for good{stamped}, and {carried}.",
        de: "Löscht den leeren gelöschten Benutzer {id} endgültig{stamped} und {carried}.",
      },
      { id: buried.id, stamped, carried: carried(facts, ad) },
    ),
    changes: [
      {
        what: `${name} (${buried.id})`,
        before: told(
          {
            en: "deleted {at}, anchor {anchor}, addresses {addresses}, created {created}",
            de: "gelöscht {at}, sourceAnchor {anchor}, Adressen {addresses}, angelegt {created}",
          },
          {
            at: buried.deletedDateTime ?? "",
            anchor: shown(buried.onPremisesImmutableId),
            addresses: shown(buried.proxyAddresses),
            created: shown(buried.createdDateTime),
          },
        ),
        after: { en: "gone for good", de: "endgültig weg" },
      },
      ...(heir === undefined ? [] : [changeOf(heir)]),
    ],
    touches: [
      {
        en: "It is empty as far as a deleted user can be read: no licence, no mailbox plan, no role, no sign-in since it was made.",
        de: "Er ist leer, soweit ein gelöschter Benutzer gelesen werden kann: keine Lizenz, kein Postfachplan, keine Rolle, keine Anmeldung seit der Anlage.",
      },
      ...hangingOn(facts, buried),
      ...(heir === undefined ? [] : [samePersonShown(ad, heir.user)]),
      ...cycleTouches(facts),
    ],
    commands: [
      { system: "entra", kind: "purge-deleted-user", id: buried.id },
      ...(heir === undefined ? [] : anchorWrites(facts["entra.domains"], heir.user, heir.anchor)),
      ...commandsToCloud(facts, ad.dn),
    ],
    expects: [
      {
        system: "entra",
        id: buried.id,
        deleted: true,
        says: { en: "It is still among the deleted users.", de: "Er ist noch unter den gelöschten Benutzern." },
      },
      ...unchangedInCloud(buried, "assignedLicenses", "onPremisesImmutableId"),
      holdsNoRole(buried),
      ...(heir === undefined
        ? []
        : [...unchangedInCloud(heir.user, "onPremisesImmutableId", "userPrincipalName"), holdsNoRole(heir.user)]),
      ...engineIdle(facts),
    ],
    verify: linkedAfterwards(settings, ad, heir === undefined ? {} : { cloudId: heir.user.id }),
  };
}
const changeOf = ({ user, anchor }: Heir) => ({
  what: told(
    { en: "onPremisesImmutableId of {user} ({id})", de: "onPremisesImmutableId von {user} ({id})" },
    { user: user.userPrincipalName, id: user.id },
  ),
  before: shown(user.onPremisesImmutableId),
  after: anchor,
});
