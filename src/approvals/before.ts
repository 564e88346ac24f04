/** The before-image of a plan: every value that a step may change, and how it stands in the facts that the plan was made on. */
import {
  inEvery,
  told as inWords,
  valueText,
  wordsIn,
  type AdObject,
  type CloudUser,
  type CloudUserProperty,
  type Command,
  type Draft,
  type Expectation,
  type InEvery,
  type Words,
} from "../domain";
import { liveUpnOf, sameText } from "../identity/address";
import { carries } from "../identity/link";
import type { Person } from "../identity/person";

type Sides = Pick<Person, "ad" | "others" | "users" | "deleted" | "anchor" | "settings">;

/** What synchronization may change on a cloud user. */
const SYNCED: readonly CloudUserProperty[] = [
  "userPrincipalName",
  "displayName",
  "givenName",
  "surname",
  "mail",
  "mailNickname",
  "proxyAddresses",
  "accountEnabled",
  "department",
  "jobTitle",
  "onPremisesImmutableId",
  "onPremisesSyncEnabled",
  "onPremisesDistinguishedName",
  "onPremisesDomainName",
  "onPremisesSamAccountName",
  "onPremisesSecurityIdentifier",
  "onPremisesUserPrincipalName",
  "onPremisesProvisioningErrors",
];

/** Says of each value how it stood, in the past tense. */
export function beforeImage({ commands, expects }: Draft, person: Sides): Expectation[] {
  const image = [
    ...commands.flatMap((c) => touchedBy(c, person)),
    ...carriedAlong(person),
    ...expects.flatMap(asItWas),
  ];
  return [...new Map(image.map((e) => [keyOf(e), e])).values()];
}
/** True for what brings Active Directory's values to the cloud. */
export const bringsToCloud = (c: Command): boolean => c.kind === "start-sync-cycle" || c.kind === "provision-on-demand";

function touchedBy(c: Command, { ad, others, users, deleted }: Sides): Expectation[] {
  const object = (guid: string) => [ad, ...others].find((o) => sameText(o?.objectGUID, guid));
  const user = (id: string) => [...users, ...deleted].find((u) => u.id === id);
  switch (c.kind) {
    case "set-ad-attribute":
      return heldInAd(object(c.objectGUID), c.attribute);
    case "move-ad-object":
      return heldInAd(object(c.objectGUID), "dn");
    case "add-group-member":
    case "remove-group-member":
      return heldInAd(object(c.objectGUID), "memberOf");
    case "update-user":
    case "delete-user":
    case "restore-user":
    case "purge-deleted-user": {
      const found = user(c.id);
      return found === undefined ? [] : heldInCloud(found, deleted.includes(found));
    }
    default:
      return [];
  }
}
/** What synchronization may change for the person, by a cycle of the plan or by one that follows a repaired engine: the cloud users in play, the anchor that the engine writes back, and that nobody new appears. */
function carriedAlong({ ad, others, users, deleted, anchor, settings }: Sides): Expectation[] {
  const carriers = [...users, ...deleted].filter((u) => carries(u, anchor));
  return [
    ...users.flatMap((u) => heldInCloud(u, false)),
    ...deleted.flatMap((u) => heldInCloud(u, true)),
    ...(sameText(settings.anchorAttribute, "objectGUID") ? [] : heldInAd(ad, settings.anchorAttribute)),
    ...(anchor === undefined || ad === undefined
      ? []
      : [
          {
            system: "both" as const,
            free: anchor,
            except: [ad, ...others].map((o) => o.objectGUID).concat(carriers.map((u) => u.id)),
            says: inWords(
              {
                en: "No other cloud user carried the sourceAnchor {anchor}.",
                de: "Kein anderer Cloudbenutzer trug den sourceAnchor {anchor}.",
              },
              { anchor },
            ),
          },
        ]),
  ];
}
function heldInAd(object: AdObject | undefined, attribute: string): Expectation[] {
  if (object === undefined) return [];
  const equals = Object.entries(object).find(([name]) => sameText(name, attribute))?.[1] ?? null;
  return [
    told(
      { system: "ad", objectGUID: object.objectGUID, attribute, equals, says: "" },
      inWords({ en: "{attribute} of {dn}", de: "{attribute} von {dn}" }, { attribute, dn: object.dn }),
    ),
  ];
}
/** A deleted user's sign-in name without the id that the service puts before it. */
const heldOf = (user: CloudUser, property: CloudUserProperty): unknown =>
  property === "userPrincipalName" ? liveUpnOf(user.userPrincipalName) : (user[property] ?? null);
function heldInCloud(user: CloudUser, deleted: boolean): Expectation[] {
  const name = `${liveUpnOf(user.userPrincipalName)} (${user.id})`;
  return [
    told({ system: "entra", id: user.id, deleted, says: "" }, name),
    ...SYNCED.filter((property) => user[property] !== undefined).map((property) =>
      told(
        { system: "entra", id: user.id, property, equals: heldOf(user, property), says: "" },
        inWords({ en: "{attribute} of {name}", de: "{attribute} von {name}" }, { attribute: property, name }),
      ),
    ),
  ];
}
/** A service or a setting that a step may change, as the plan expects it. */
function asItWas(e: Expectation): Expectation[] {
  if (e.system !== "server") return [];
  if (e.what === "service")
    return [told(e, inWords({ en: "The service {name}", de: "Der Dienst {name}" }, { name: e.name }))];
  return /^(SyncCycleEnabled|SchedulerSuspended)$/.test(e.property) ? [told(e, e.property)] : [];
}

/** What stands behind the name of a value in an image's sentence. */
const WAS: InEvery = { en: " was ", de: " war " };
/** The entry with its sentence, in the past tense. */
export const told = (e: Expectation, what: Words): Expectation => ({
  ...e,
  says: inWords(
    { en: `{what}${WAS.en}{standing}.`, de: `{what}${WAS.de}{standing}.` },
    { what, standing: standingIn(e) },
  ),
});
/** The value that an entry of an image holds, in words. */
export function standingIn(e: Expectation): Words {
  if ("equals" in e) return valueText(e.equals);
  if ("deleted" in e)
    return e.deleted
      ? { en: "among the deleted users", de: "unter den gelöschten Benutzern" }
      : { en: "among the users", de: "unter den Benutzern" };
  return "free" in e ? e.free : { en: "without a role", de: "ohne Rolle" };
}
/** The name of the value that an entry of an image holds: its sentence without the value. */
export const nameIn = (e: Expectation): InEvery =>
  inEvery((l) => {
    // A plan of an earlier version says it in English alone.
    const by = typeof e.says === "string" ? "en" : l;
    return wordsIn(e.says, l).slice(0, -`${WAS[by]}${wordsIn(standingIn(e), by)}.`.length);
  });

/** What an expectation is about, whatever it expects. */
export function keyOf(e: Expectation): string {
  switch (e.system) {
    case "ad":
      return `ad ${e.objectGUID} ${e.attribute}`.toLowerCase();
    case "entra":
      return `entra ${e.id} ${"property" in e ? e.property : "deleted" in e ? "place" : "roles"}`;
    case "server":
      return `server ${e.what === "service" ? e.name : e.property}`;
    case "both":
      return `both ${e.free}`;
  }
}
