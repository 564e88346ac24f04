/** Ties a cloud user that is not synced to the AD account, by the account's sourceAnchor (Graph reference §6, §7; security reference, table M). */
import { told, type Words } from "../domain";
import { type AdObject, type CloudUser, type Draft, type Expectation, type FactKey, type FactSet } from "../domain";
import { liveUpnOf } from "../identity/address";
import { defineRemediation } from "../identity/define";
import { sharedNames } from "../identity/holders";
import { anchorInUse, carries } from "../identity/link";
import type { Person } from "../identity/person";
import { isProtected } from "../identity/protected";
import { comparePerson, sayTraits } from "../identity/same-person";
import { hangingOn } from "./attachments";
import { chosenOf } from "./choice";
import { carried, commandsToCloud, CYCLE_NEEDS, CYCLE_WANTS, cycleTouches, engineIdle, whyNoCycle } from "./cycle";
import {
  freeBut,
  holdsNoRole,
  linkedAfterwards,
  unchangedAnchor,
  unchangedInAd,
  unchangedInCloud,
} from "./expectations";
import { anchorWrites, byLicences, samePersonShown, takeoverBlocked, whyNoMatch } from "./match";
import { SCOPE_WANTS, throughScope, whyNotThroughScope } from "./out-of-scope";
import { changesOfRelease, expectedOfRelease, RELEASE_TOUCHES, releasing, whyNotReleased } from "./release";
import { PROTECTED, shown, TAKEOVER_BLOCKED } from "./wording";

export default defineRemediation({
  id: "hard-match",
  title: {
    en: "Tie the cloud user to the AD account (hard match)",
    de: "Den Cloudbenutzer mit dem AD-Konto verknüpfen (hard match)",
  },
  risk: "grave",
  undo: {
    en: "Write the old anchor back, as long as no cycle has taken the user over; not where a duplicate was purged",
    de: "Den alten sourceAnchor zurückschreiben, solange kein Zyklus den Benutzer übernommen hat; nicht, wo ein Duplikat endgültig gelöscht wurde",
  },
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/tshoot-connect-objectsync"],
  needs: [
    "ad.user",
    "ad.related",
    "entra.user",
    "entra.relatedUsers",
    "entra.deletedUsers",
    "entra.roles",
    "entra.synchronization",
    "server.globalSettings",
    ...CYCLE_NEEDS,
  ],
  wants: ["entra.domains", ...CYCLE_WANTS, ...SCOPE_WANTS],
  plan(facts, person, _finding, choice) {
    const { ad, anchor, settings } = person;
    if (ad === undefined)
      return {
        refused: {
          en: "There is no AD account to tie a cloud user to.",
          de: "Es gibt kein AD-Konto, mit dem ein Cloudbenutzer zu verknüpfen wäre.",
        },
      };
    if (isProtected(ad)) return { refused: PROTECTED };
    if (takeoverBlocked(facts["entra.synchronization"])) return { refused: TAKEOVER_BLOCKED };
    if (anchor === undefined)
      return {
        refused: told(
          {
            en: "The AD account has no usable sourceAnchor: {attribute} gives none.",
            de: "Das AD-Konto hat keinen verwendbaren sourceAnchor: {attribute} ergibt keinen.",
          },
          { attribute: settings.anchorAttribute },
        ),
      };
    const twin = person.others.find((o) => anchorInUse(settings, o) === anchor);
    if (twin !== undefined)
      return {
        refused: told(
          {
            en: "{dn} claims the same sourceAnchor. Give each its own first.",
            de: "{dn} beansprucht denselben sourceAnchor. Geben Sie zuerst jedem seinen eigenen.",
          },
          { dn: twin.dn },
        ),
      };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const found = targetsOf(person, ad);
    if (found.open.length === 0) return { refused: noTarget(found.synced) };
    const why = (u: CloudUser) => whyNoMatch(facts["entra.roles"], ad, u);
    const fit = found.open.filter((u) => why(u) === undefined);
    if (fit.length === 0) return { refused: why(found.open[0]!)! };
    const target = chosenOf(fit, (u) => u.id, choice);
    if (target === undefined)
      return {
        question: { en: "Which cloud user is this person's?", de: "Welcher Cloudbenutzer gehört dieser Person?" },
        choose: optionsOf(ad, fit),
      };
    const match: Match = { ad, anchor, target, settings, facts };
    const owner = person.users.find((u) => u.id !== target.id && carries(u, anchor));
    if (owner !== undefined)
      return whyNotThroughScope(facts, ad, owner) ?? { plan: planThroughDuplicate(match, owner) };
    const buried = person.deleted.find((u) => carries(u, anchor));
    if (buried === undefined) return { plan: plainPlan(match) };
    const stuck = whyNotReleased(facts, buried);
    return stuck === undefined ? { plan: planAfterRelease(match, buried) } : { refused: stuck };
  },
});

interface Match {
  readonly ad: AdObject;
  readonly anchor: string;
  readonly target: CloudUser;
  readonly settings: Person["settings"];
  readonly facts: Pick<
    FactSet,
    Extract<
      FactKey,
      "entra.domains" | "entra.attachments" | "entra.roles" | (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number]
    >
  >;
}

/** Cloud users that may be this person's and do not carry the anchor: still synced from elsewhere, or open to be tied. */
function targetsOf({ users, settings, anchor }: Pick<Person, "users" | "settings" | "anchor">, ad: AdObject) {
  const others = users.filter(
    (u) => !carries(u, anchor) && (sharedNames(settings, ad, u).length > 0 || comparePerson(ad, u).same),
  );
  return {
    synced: others.filter((u) => u.onPremisesSyncEnabled === true),
    open: others.filter((u) => u.onPremisesSyncEnabled !== true),
  };
}
const noTarget = ([synced]: readonly CloudUser[]): Words =>
  synced === undefined
    ? {
        en: "No cloud user was found that could be tied to this AD account.",
        de: "Es fand sich kein Cloudbenutzer, der mit diesem AD-Konto verknüpft werden könnte.",
      }
    : told(
        {
          en: "{user} is still synchronized, so its anchor cannot be written in the cloud. Set its anchor on the AD side instead (set-consistency-guid).",
          de: "{user} wird noch synchronisiert, darum lässt sich sein sourceAnchor nicht in der Cloud schreiben. Setzen Sie ihn stattdessen auf der AD-Seite (set-consistency-guid).",
        },
        { user: synced.userPrincipalName },
      );
const optionsOf = (ad: AdObject, fit: readonly CloudUser[]) =>
  [...fit].sort(byLicences).map((u) => ({
    id: u.id,
    title: u.userPrincipalName,
    detail: told(
      {
        en: "{count, plural, =0 {no licence} one {# licence} other {# licences}}, created {created}, agrees in {traits}",
        de: "{count, plural, =0 {keine Lizenz} one {# Lizenz} other {# Lizenzen}}, angelegt {created}, stimmt überein in: {traits}",
      },
      {
        count: u.assignedLicenses?.length ?? 0,
        created: u.createdDateTime ?? "?",
        traits: sayTraits(comparePerson(ad, u).agree),
      },
    ),
  }));
const changeOfAnchor = ({ target, anchor }: Match) => ({
  what: told(
    { en: "onPremisesImmutableId of {user} ({id})", de: "onPremisesImmutableId von {user} ({id})" },
    { user: target.userPrincipalName, id: target.id },
  ),
  before: shown(target.onPremisesImmutableId),
  after: anchor,
});

function plainPlan(match: Match): Draft {
  const { ad, anchor, target, settings, facts } = match;
  return {
    remediation: "hard-match",
    title: told(
      { en: "Tie {user} to the AD account", de: "{user} mit dem AD-Konto verknüpfen" },
      { user: target.userPrincipalName },
    ),
    risk: "grave",
    summary: told(
      {
        en: "Writes the AD account's sourceAnchor on {user}, and {carried}, so that Active Directory masters this cloud user from now on.",
        de: "Schreibt den sourceAnchor des AD-Kontos auf {user} und {carried}, sodass dieser Cloudbenutzer fortan in Active Directory verwaltet wird.",
      },
      { user: target.userPrincipalName, carried: carried(facts, ad) },
    ),
    changes: [
      changeOfAnchor(match),
      { what: { en: "Mastered by", de: "Verwaltet in" }, before: { en: "the cloud", de: "der Cloud" }, after: ad.dn },
    ],
    touches: [
      samePersonShown(ad, target),
      {
        en: "The attributes that Active Directory masters replace those of the cloud user, its password included where hashes are synchronized.",
        de: "Die in Active Directory verwalteten Attribute ersetzen die des Cloudbenutzers, samt Kennwort, wo Hashes synchronisiert werden.",
      },
      ...cycleTouches(facts),
    ],
    commands: [...anchorWrites(facts["entra.domains"], target, anchor), ...commandsToCloud(facts, ad.dn)],
    expects: [
      ...unchangedInCloud(
        target,
        "userPrincipalName",
        "onPremisesImmutableId",
        "onPremisesSyncEnabled",
        "onPremisesObjectIdentifier",
      ),
      holdsNoRole(target),
      ...unchangedAnchor(settings, ad),
      ...unchangedInAd(ad, "userPrincipalName"),
      freeBut(anchor, [ad.objectGUID, target.id], {
        en: "Nobody else carries this sourceAnchor.",
        de: "Niemand sonst trägt diesen sourceAnchor.",
      }),
      ...engineIdle(facts),
    ],
    verify: linkedAfterwards(settings, ad, { cloudId: target.id }),
  };
}
/** A deleted user holds the anchor: it gives it up, and stays where it is, to be restored. */
function planAfterRelease(match: Match, buried: CloudUser): Draft {
  const { ad, target, facts } = match;
  const plain = plainPlan(match);
  const parted = (e: Expectation): boolean => !("free" in e);
  return {
    ...plain,
    summary: told(
      {
        en: "Takes the sourceAnchor off the deleted user {deleted}, which comes back for that and is deleted again, writes it on {user}, and {carried}, so that Active Directory masters this cloud user from now on.",
        de: "Nimmt dem gelöschten Benutzer {deleted}, der dafür zurückkommt und wieder gelöscht wird, den sourceAnchor, schreibt ihn auf {user} und {carried}, sodass dieser Cloudbenutzer fortan in Active Directory verwaltet wird.",
      },
      { deleted: liveUpnOf(buried.userPrincipalName), user: target.userPrincipalName, carried: carried(facts, ad) },
    ),
    changes: [...changesOfRelease(facts, buried), ...plain.changes],
    touches: [...plain.touches, RELEASE_TOUCHES, ...hangingOn(facts, buried)],
    commands: [...releasing(facts, buried), ...plain.commands],
    expects: [
      ...plain.expects.filter(parted),
      freeBut(match.anchor, [ad.objectGUID, target.id, buried.id], {
        en: "Nobody else carries this sourceAnchor.",
        de: "Niemand sonst trägt diesen sourceAnchor.",
      }),
      ...expectedOfRelease(facts, buried),
    ],
  };
}
/** A duplicate that sync made owns the anchor: it goes the way sync allows, the right one gets the anchor, the account comes back. */
function planThroughDuplicate(match: Match, duplicate: CloudUser): Draft {
  const { ad, anchor, target, settings, facts } = match;
  return {
    remediation: "hard-match",
    title: told(
      {
        en: "Replace the duplicate and tie {user} to the AD account",
        de: "Das Duplikat ersetzen und {user} mit dem AD-Konto verknüpfen",
      },
      { user: target.userPrincipalName },
    ),
    risk: "grave",
    summary: told(
      {
        en: "Takes the AD account out of scope so that sync deletes its empty duplicate {duplicate}, purges that, writes the sourceAnchor on {user}, and brings the account back into scope.",
        de: "Nimmt das AD-Konto aus dem Bereich, sodass die Synchronisierung sein leeres Duplikat {duplicate} löscht, löscht dieses endgültig, schreibt den sourceAnchor auf {user} und bringt das Konto in den Bereich zurück.",
      },
      { duplicate: duplicate.userPrincipalName, user: target.userPrincipalName },
    ),
    changes: [
      {
        what: `${duplicate.userPrincipalName} (${duplicate.id})`,
        before: { en: "live, empty, made by sync", de: "lebend, leer, von der Synchronisierung angelegt" },
        after: { en: "deleted for good", de: "endgültig gelöscht" },
      },
      changeOfAnchor(match),
      {
        what: told({ en: "adminDescription of {dn}", de: "adminDescription von {dn}" }, { dn: ad.dn }),
        before: { en: "(empty)", de: "(leer)" },
        after: { en: "User_NoSync, then (empty) again", de: "User_NoSync, dann wieder (leer)" },
      },
      { what: { en: "Mastered by", de: "Verwaltet in" }, before: { en: "the cloud", de: "der Cloud" }, after: ad.dn },
    ],
    touches: [
      samePersonShown(ad, target),
      {
        en: "The duplicate is proved empty, and nobody has signed in with it since it was made.",
        de: "Das Duplikat ist erwiesen leer, und seit seiner Anlage hat sich niemand damit angemeldet.",
      },
      ...hangingOn(facts, duplicate),
      { en: "Two sync cycles are run.", de: "Es werden zwei Synchronisierungszyklen ausgeführt." },
      ...cycleTouches(facts),
    ],
    commands: throughScope(ad, commandsToCloud(facts, ad.dn), [
      { system: "entra", kind: "purge-deleted-user", id: duplicate.id },
      ...anchorWrites(facts["entra.domains"], target, anchor),
    ]),
    expects: [
      ...unchangedInAd(ad, "adminDescription", "userPrincipalName"),
      ...unchangedAnchor(settings, ad),
      ...unchangedInCloud(target, "userPrincipalName", "onPremisesImmutableId", "onPremisesObjectIdentifier"),
      holdsNoRole(target),
      ...unchangedInCloud(duplicate, "onPremisesImmutableId", "assignedLicenses"),
      holdsNoRole(duplicate),
      ...engineIdle(facts),
    ],
    verify: linkedAfterwards(settings, ad, { cloudId: target.id }),
  };
}
