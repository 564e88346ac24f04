/** Sets the anchor on the AD side: to the one of a cloud user that is still synced, or to the object's own where two objects claim one (adsync reference §5.1, §5.4). */
import { told, type Words } from "../domain";
import { valueOr, type AdObject, type CloudUser, type Draft, type FactSet, type Planned } from "../domain";
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
  title: { en: "Set mS-DS-ConsistencyGuid of the AD account", de: "mS-DS-ConsistencyGuid des AD-Kontos setzen" },
  risk: "grave",
  undo: {
    en: "Write the old bytes back, as long as the anchor has not been exported",
    de: "Die alten Bytes zurückschreiben, solange der sourceAnchor nicht exportiert ist",
  },
  docs: ["https://learn.microsoft.com/entra/identity/hybrid/connect/plan-connect-design-concepts"],
  needs: [...NEEDS],
  wants: [...WANTS],
  plan(facts, person, _finding, choice) {
    const { ad, settings } = person;
    if (ad === undefined)
      return {
        refused: {
          en: "There is no AD account whose anchor could be set.",
          de: "Es gibt kein AD-Konto, dessen sourceAnchor zu setzen wäre.",
        },
      };
    if (!sameText(settings.anchorAttribute, ANCHOR))
      return {
        refused: told(
          {
            en: "The sourceAnchor of this installation is {attribute}; the engine does not read {other}, so setting it would change nothing.",
            de: "Der sourceAnchor dieser Installation ist {attribute}; das Synchronisierungsmodul liest {other} nicht, also änderte es nichts, ihn zu setzen.",
          },
          { attribute: settings.anchorAttribute, other: ANCHOR },
        ),
      };
    if (hasConnect(facts) && !statesAnchor(valueOr(facts["server.globalSettings"], undefined)))
      return {
        refused: told(
          {
            en: "The engine does not state which attribute gives its sourceAnchor, so {attribute} is not written.",
            de: "Das Synchronisierungsmodul sagt nicht, welches Attribut seinen sourceAnchor ergibt, darum wird {attribute} nicht geschrieben.",
          },
          { attribute: ANCHOR },
        ),
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
      return {
        question: {
          en: "Whose anchor shall the AD account take?",
          de: "Wessen sourceAnchor soll das AD-Konto übernehmen?",
        },
        choose: optionsOf(ad, fit),
      };
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
      question: { en: "Which account gets its own anchor?", de: "Welches Konto bekommt seinen eigenen sourceAnchor?" },
      choose: movable.map((o) => ({ id: o.objectGUID, title: o.displayName ?? o.dn, detail: o.dn })),
    };
  const own = immutableIdOf(picked.objectGUID);
  return {
    plan: ownAnchorPlan(
      picked,
      settings,
      facts,
      told({ en: "Give {dn} its own sourceAnchor", de: "{dn} einen eigenen sourceAnchor geben" }, { dn: picked.dn }),
      told(
        {
          en: "Sets mS-DS-ConsistencyGuid to the account's own objectGUID, so that two accounts no longer claim one anchor, and {carried}.",
          de: "Setzt mS-DS-ConsistencyGuid auf die eigene objectGUID des Kontos, sodass nicht mehr zwei Konten einen sourceAnchor beanspruchen, und {carried}.",
        },
        { carried: carried(facts, picked) },
      ),
      own === undefined
        ? []
        : [
            freeBut(own, [picked.objectGUID], {
              en: "Nobody else carries the account's own anchor.",
              de: "Niemand sonst trägt den eigenen sourceAnchor des Kontos.",
            }),
          ],
    ),
  };
}
/** Nobody to follow: an empty or unusable attribute gets the account's own objectGUID, which is what the engine would write. */
function fillOwn({ users, deleted, settings }: Sides, ad: AdObject, facts: CycleFacts): Planned {
  if (immutableIdOf(ad[ANCHOR]) !== undefined)
    return {
      refused: {
        en: "No synchronized cloud user was found whose anchor this account could take.",
        de: "Es fand sich kein synchronisierter Cloudbenutzer, dessen sourceAnchor dieses Konto übernehmen könnte.",
      },
    };
  const own = immutableIdOf(ad.objectGUID);
  const taken = [...users, ...deleted].find((u) => carries(u, own) && !sameSid(ad, u));
  if (taken !== undefined)
    return {
      refused: told(
        {
          en: "{user} carries the account's own anchor already.",
          de: "{user} trägt den eigenen sourceAnchor des Kontos bereits.",
        },
        { user: taken.userPrincipalName },
      ),
    };
  return {
    plan: ownAnchorPlan(
      ad,
      settings,
      facts,
      told({ en: "Fill the sourceAnchor of {dn}", de: "Den sourceAnchor von {dn} füllen" }, { dn: ad.dn }),
      told(
        {
          en: "Sets the empty or unusable mS-DS-ConsistencyGuid to the account's own objectGUID and {carried}.",
          de: "Setzt die leere oder unbrauchbare mS-DS-ConsistencyGuid auf die eigene objectGUID des Kontos und {carried}.",
        },
        { carried: carried(facts, ad) },
      ),
    ),
  };
}
function ownAnchorPlan(
  object: AdObject,
  settings: Person["settings"],
  facts: CycleFacts,
  title: Words,
  summary: Words,
  expects: Draft["expects"] = [],
): Draft {
  return {
    remediation: "set-consistency-guid",
    title,
    risk: "grave",
    summary,
    changes: [
      {
        what: told({ en: "{attribute} of {dn}", de: "{attribute} von {dn}" }, { attribute: ANCHOR, dn: object.dn }),
        before: shown(object[ANCHOR]),
        after: object.objectGUID,
      },
    ],
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
    detail: told(
      { en: "anchor {anchor}, agrees in {traits}", de: "sourceAnchor {anchor}, stimmt überein in: {traits}" },
      { anchor: u.onPremisesImmutableId ?? "", traits: sayTraits(comparePerson(ad, u).agree) },
    ),
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
    before: { en: "live, empty, made by sync", de: "lebend, leer, von der Synchronisierung angelegt" },
    after: { en: "deleted (can be restored for 30 days)", de: "gelöscht (30 Tage lang wiederherstellbar)" },
  };
  return {
    remediation: "set-consistency-guid",
    title: told(
      {
        en: "Set the AD account's anchor to that of {user}",
        de: "Den sourceAnchor des AD-Kontos auf den von {user} setzen",
      },
      { user: target.userPrincipalName },
    ),
    risk: "grave",
    summary: told(
      {
        en: "Writes the anchor of the synchronized cloud user {user} to mS-DS-ConsistencyGuid of the AD account, and {carried}, so that the two are joined.",
        de: "Schreibt den sourceAnchor des synchronisierten Cloudbenutzers {user} in mS-DS-ConsistencyGuid des AD-Kontos und {carried}, sodass die beiden verbunden werden.",
      },
      { user: target.userPrincipalName, carried: carried(facts, ad) },
    ),
    changes: [
      {
        what: told({ en: "{attribute} of {dn}", de: "{attribute} von {dn}" }, { attribute: ANCHOR, dn: ad.dn }),
        before: shown(ad[ANCHOR]),
        after: guid,
      },
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
      freeBut(anchor, [target.id], {
        en: "No other object claims this anchor.",
        de: "Kein anderes Objekt beansprucht diesen sourceAnchor.",
      }),
      ...engineIdle(facts),
    ],
    verify: { kind: "user-linked", immutableIds: [anchor], cloudId: target.id },
  };
}
