/** Ties a cloud user that is not synced to the AD account, by the account's sourceAnchor (Graph reference §6, §7; security reference, table M). */
import {
  wordsIn,
  type AdObject,
  type CloudUser,
  type Draft,
  type Expectation,
  type FactKey,
  type FactSet,
} from "../domain";
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
  title: "Tie the cloud user to the AD account (hard match)",
  risk: "grave",
  undo: "Write the old anchor back, as long as no cycle has taken the user over; not where a duplicate was purged",
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
    if (ad === undefined) return { refused: "There is no AD account to tie a cloud user to." };
    if (isProtected(ad)) return { refused: PROTECTED };
    if (takeoverBlocked(facts["entra.synchronization"])) return { refused: TAKEOVER_BLOCKED };
    if (anchor === undefined)
      return { refused: `The AD account has no usable sourceAnchor: ${settings.anchorAttribute} gives none.` };
    const twin = person.others.find((o) => anchorInUse(settings, o) === anchor);
    if (twin !== undefined) return { refused: `${twin.dn} claims the same sourceAnchor. Give each its own first.` };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const found = targetsOf(person, ad);
    if (found.open.length === 0) return { refused: noTarget(found.synced) };
    const why = (u: CloudUser) => whyNoMatch(facts["entra.roles"], ad, u);
    const fit = found.open.filter((u) => why(u) === undefined);
    if (fit.length === 0) return { refused: why(found.open[0]!)! };
    const target = chosenOf(fit, (u) => u.id, choice);
    if (target === undefined) return { question: "Which cloud user is this person's?", choose: optionsOf(ad, fit) };
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
const noTarget = ([synced]: readonly CloudUser[]): string =>
  synced === undefined
    ? "No cloud user was found that could be tied to this AD account."
    : `${synced.userPrincipalName} is still synchronized, so its anchor cannot be written in the cloud. Set its anchor on the AD side instead (set-consistency-guid).`;
const optionsOf = (ad: AdObject, fit: readonly CloudUser[]) =>
  [...fit].sort(byLicences).map((u) => ({
    id: u.id,
    title: u.userPrincipalName,
    detail: `${u.assignedLicenses?.length ?? 0} licence(s), created ${u.createdDateTime ?? "?"}, agrees in ${wordsIn(sayTraits(comparePerson(ad, u).agree))}`,
  }));
const changeOfAnchor = ({ target, anchor }: Match) => ({
  what: `onPremisesImmutableId of ${target.userPrincipalName} (${target.id})`,
  before: shown(target.onPremisesImmutableId),
  after: anchor,
});

function plainPlan(match: Match): Draft {
  const { ad, anchor, target, settings, facts } = match;
  return {
    remediation: "hard-match",
    title: `Tie ${target.userPrincipalName} to the AD account`,
    risk: "grave",
    summary: `Writes the AD account's sourceAnchor on ${target.userPrincipalName}, and ${carried(facts, ad)}, so that Active Directory masters this cloud user from now on.`,
    changes: [changeOfAnchor(match), { what: "Mastered by", before: "the cloud", after: ad.dn }],
    touches: [
      samePersonShown(ad, target),
      "The attributes that Active Directory masters replace those of the cloud user, its password included where hashes are synchronized.",
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
      freeBut(anchor, [ad.objectGUID, target.id], "Nobody else carries this sourceAnchor."),
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
    summary: `Takes the sourceAnchor off the deleted user ${liveUpnOf(buried.userPrincipalName)}, which comes back for that and is deleted again, writes it on ${target.userPrincipalName}, and ${carried(facts, ad)}, so that Active Directory masters this cloud user from now on.`,
    changes: [...changesOfRelease(facts, buried), ...plain.changes],
    touches: [...plain.touches, RELEASE_TOUCHES, ...hangingOn(facts, buried)],
    commands: [...releasing(facts, buried), ...plain.commands],
    expects: [
      ...plain.expects.filter(parted),
      freeBut(match.anchor, [ad.objectGUID, target.id, buried.id], "Nobody else carries this sourceAnchor."),
      ...expectedOfRelease(facts, buried),
    ],
  };
}
/** A duplicate that sync made owns the anchor: it goes the way sync allows, the right one gets the anchor, the account comes back. */
function planThroughDuplicate(match: Match, duplicate: CloudUser): Draft {
  const { ad, anchor, target, settings, facts } = match;
  return {
    remediation: "hard-match",
    title: `Replace the duplicate and tie ${target.userPrincipalName} to the AD account`,
    risk: "grave",
    summary: `Takes the AD account out of scope so that sync deletes its empty duplicate ${duplicate.userPrincipalName}, purges that, writes the sourceAnchor on ${target.userPrincipalName}, and brings the account back into scope.`,
    changes: [
      {
        what: `${duplicate.userPrincipalName} (${duplicate.id})`,
        before: "live, empty, made by sync",
        after: "deleted for good",
      },
      changeOfAnchor(match),
      { what: `adminDescription of ${ad.dn}`, before: "(empty)", after: "User_NoSync, then (empty) again" },
      { what: "Mastered by", before: "the cloud", after: ad.dn },
    ],
    touches: [
      samePersonShown(ad, target),
      "The duplicate is proved empty, and nobody has signed in with it since it was made.",
      ...hangingOn(facts, duplicate),
      "Two sync cycles are run.",
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
