/** Sets the anchor on the AD side: to the one of a cloud user that is still synced, or to the object's own where two objects claim one (adsync reference §5.1, §5.4). */
import { valueOr, wordsIn, type AdObject, type CloudUser, type Draft, type FactSet, type Planned } from "../domain";
import { sameText } from "../identity/address";
import { guidOfImmutableId, immutableIdOf } from "../identity/anchor";
import { defineRemediation } from "../identity/define";
import { sharedNames } from "../identity/holders";
import { carries, sameSid } from "../identity/link";
import { ownerOf, type Person } from "../identity/person";
import { isProtected } from "../identity/protected";
import { comparePerson, sayTraits } from "../identity/same-person";
import { statesAnchor } from "../identity/settings";
import { hangingOn } from "./attachments";
import { chosenOf } from "./choice";
import { setAdAttribute } from "./commands";
import {
  carried,
  commandsToCloud,
  CYCLE_NEEDS,
  CYCLE_WANTS,
  cycleTouches,
  engineIdle,
  hasConnect,
  whyNoCycle,
} from "./cycle";
import { freeBut, holdsNoRole, linkedAfterwards, unchangedInAd, unchangedInCloud } from "./expectations";
import { samePersonShown, whyNoMatch } from "./match";
import { SCOPE_WANTS, throughScope, whyNotThroughScope } from "./out-of-scope";
import { adObjectsOf } from "./people";
import { PROTECTED, shown } from "./wording";

const ANCHOR = "mS-DS-ConsistencyGuid";
const NEEDS = [
  "ad.user",
  "ad.related",
  "entra.user",
  "entra.relatedUsers",
  "entra.deletedUsers",
  "entra.roles",
  "server.globalSettings",
  ...CYCLE_NEEDS,
] as const;
const WANTS = [...CYCLE_WANTS, ...SCOPE_WANTS] as const;
type CycleFacts = Pick<FactSet, (typeof CYCLE_NEEDS | typeof CYCLE_WANTS)[number]>;
type Sides = Pick<Person, "settings" | "ad" | "others" | "users" | "deleted" | "anchor">;

export default defineRemediation({
  id: "set-consistency-guid",
  title: "Set mS-DS-ConsistencyGuid of the AD account",
  risk: "grave",
  undo: "Write the old bytes back, as long as the anchor has not been exported",
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts"],
  needs: [...NEEDS],
  wants: [...WANTS],
  plan(facts, person, _finding, choice) {
    const { ad, settings } = person;
    if (ad === undefined) return { refused: "There is no AD account whose anchor could be set." };
    if (!sameText(settings.anchorAttribute, ANCHOR))
      return {
        refused: `The sourceAnchor of this installation is ${settings.anchorAttribute}; the engine does not read ${ANCHOR}, so setting it would change nothing.`,
      };
    if (hasConnect(facts) && !statesAnchor(valueOr(facts["server.globalSettings"], undefined)))
      return {
        refused: `The engine does not state which attribute gives its sourceAnchor, so ${ANCHOR} is not written.`,
      };
    const blocked = whyNoCycle(facts);
    if (blocked !== undefined) return { refused: blocked };
    const claimants = adObjectsOf(person).filter((o) => sameText(o[ANCHOR], ad[ANCHOR]));
    if (claimants.length > 1) return separate(claimants, person, facts, choice);
    if (isProtected(ad)) return { refused: PROTECTED };
    const targets = synchronizedTargets(person, ad);
    if (targets.length === 0) return fillOwn(person, ad, facts);
    const why = (u: CloudUser) => whyNoMatch(facts["entra.roles"], ad, u);
    const fit = targets.filter((u) => why(u) === undefined);
    if (fit.length === 0) return { refused: why(targets[0]!)! };
    const target = chosenOf(fit, (u) => u.id, choice);
    if (target === undefined)
      return { question: "Whose anchor shall the AD account take?", choose: optionsOf(ad, fit) };
    // An anchor that has been exported may not change under the engine: the account leaves the scope first.
    const duplicate = person.users.find((u) => carries(u, person.anchor));
    const stopped = duplicate === undefined ? undefined : whyNotThroughScope(facts, ad, duplicate);
    return stopped ?? { plan: takeOverPlan(ad, target, duplicate, facts) };
  },
});

/** Two accounts claim one anchor: the one whose own objectGUID it is, or whom the cloud user follows, keeps it; another gets its own. */
function separate(
  claimants: readonly AdObject[],
  { users, settings }: Sides,
  facts: CycleFacts,
  choice: string | undefined,
): Planned {
  const keeper =
    claimants.find((o) => sameText(o.objectGUID, o[ANCHOR])) ?? claimants.find((o) => users.some((u) => sameSid(o, u)));
  const movable = claimants.filter((o) => o !== keeper && !isProtected(o));
  if (movable.length === 0) return { refused: PROTECTED };
  const picked =
    choice === undefined && keeper === undefined ? undefined : chosenOf(movable, (o) => o.objectGUID, choice);
  if (picked === undefined)
    return {
      question: "Which account gets its own anchor?",
      choose: movable.map((o) => ({ id: o.objectGUID, title: o.displayName ?? o.dn, detail: o.dn })),
    };
  const own = immutableIdOf(picked.objectGUID);
  return {
    plan: ownAnchorPlan(
      picked,
      settings,
      facts,
      `Give ${picked.dn} its own sourceAnchor`,
      `Sets mS-DS-ConsistencyGuid to the account's own objectGUID, so that two accounts no longer claim one anchor, and ${carried(facts, picked)}.`,
      own === undefined ? [] : [freeBut(own, [picked.objectGUID], "Nobody else carries the account's own anchor.")],
    ),
  };
}
/** Nobody to follow: an empty or unusable attribute gets the account's own objectGUID, which is what the engine would write. */
function fillOwn({ users, deleted, settings }: Sides, ad: AdObject, facts: CycleFacts): Planned {
  if (immutableIdOf(ad[ANCHOR]) !== undefined)
    return { refused: "No synchronized cloud user was found whose anchor this account could take." };
  const own = immutableIdOf(ad.objectGUID);
  const taken = [...users, ...deleted].find((u) => carries(u, own) && !sameSid(ad, u));
  if (taken !== undefined) return { refused: `${taken.userPrincipalName} carries the account's own anchor already.` };
  return {
    plan: ownAnchorPlan(
      ad,
      settings,
      facts,
      `Fill the sourceAnchor of ${ad.dn}`,
      `Sets the empty or unusable mS-DS-ConsistencyGuid to the account's own objectGUID and ${carried(facts, ad)}.`,
    ),
  };
}
function ownAnchorPlan(
  object: AdObject,
  settings: Person["settings"],
  facts: CycleFacts,
  title: string,
  summary: string,
  expects: Draft["expects"] = [],
): Draft {
  return {
    remediation: "set-consistency-guid",
    title,
    risk: "grave",
    summary,
    changes: [{ what: `${ANCHOR} of ${object.dn}`, before: shown(object[ANCHOR]), after: object.objectGUID }],
    touches: cycleTouches(facts),
    commands: [setAdAttribute(object, ANCHOR, object.objectGUID), ...commandsToCloud(facts, object.dn)],
    expects: [...unchangedInAd(object, ANCHOR), ...expects, ...engineIdle(facts)],
    verify: linkedAfterwards(settings, { ...object, [ANCHOR]: object.objectGUID }),
  };
}

/** Cloud users synced under another GUID anchor that may be this person's and belong to no other AD object. */
const synchronizedTargets = (person: Sides, ad: AdObject): CloudUser[] =>
  person.users.filter(
    (u) =>
      u.onPremisesSyncEnabled === true &&
      !carries(u, person.anchor) &&
      guidOfImmutableId(u.onPremisesImmutableId) !== undefined &&
      (sharedNames(person.settings, ad, u).length > 0 || comparePerson(ad, u).same) &&
      ownerOf(person, u) === undefined,
  );
const optionsOf = (ad: AdObject, fit: readonly CloudUser[]) =>
  fit.map((u) => ({
    id: u.id,
    title: u.userPrincipalName,
    detail: `anchor ${u.onPremisesImmutableId}, agrees in ${wordsIn(sayTraits(comparePerson(ad, u).agree))}`,
  }));

function takeOverPlan(
  ad: AdObject,
  target: CloudUser,
  duplicate: CloudUser | undefined,
  facts: CycleFacts & Pick<FactSet, "entra.attachments" | "entra.roles">,
): Draft {
  const anchor = target.onPremisesImmutableId ?? "";
  const guid = guidOfImmutableId(anchor) ?? "";
  const write = setAdAttribute(ad, ANCHOR, guid);
  const cycle = commandsToCloud(facts, ad.dn);
  const removed = {
    what: `${duplicate?.userPrincipalName} (${duplicate?.id})`,
    before: "live, empty, made by sync",
    after: "deleted (can be restored for 30 days)",
  };
  return {
    remediation: "set-consistency-guid",
    title: `Set the AD account's anchor to that of ${target.userPrincipalName}`,
    risk: "grave",
    summary: `Writes the anchor of the synchronized cloud user ${target.userPrincipalName} to mS-DS-ConsistencyGuid of the AD account, and ${carried(facts, ad)}, so that the two are joined.`,
    changes: [
      { what: `${ANCHOR} of ${ad.dn}`, before: shown(ad[ANCHOR]), after: guid },
      ...(duplicate === undefined ? [] : [removed]),
    ],
    touches: [
      samePersonShown(ad, target),
      ...(duplicate === undefined ? [] : hangingOn(facts, duplicate)),
      ...cycleTouches(facts),
    ],
    commands: duplicate === undefined ? [write, ...cycle] : throughScope(ad, cycle, [write]),
    expects: [
      ...unchangedInAd(ad, ANCHOR, "userPrincipalName", ...(duplicate === undefined ? [] : ["adminDescription"])),
      ...unchangedInCloud(target, "onPremisesImmutableId", "userPrincipalName"),
      holdsNoRole(target),
      ...(duplicate === undefined ? [] : unchangedInCloud(duplicate, "assignedLicenses")),
      freeBut(anchor, [target.id], "No other object claims this anchor."),
      ...engineIdle(facts),
    ],
    verify: { kind: "user-linked", immutableIds: [anchor], cloudId: target.id },
  };
}
