/**
 * A person on both sides, worked out once from a set of facts and handed to checks and plans. What a check may see of it is what its facts
 * prove: a part is there only for who declared every fact that it is made of (`PARTS`, enforced by the types of `define.ts`).
 * A fact that was absent, unreadable or not asked gives an empty part: who must tell these apart reads the fact itself.
 */
import {
  valueOr,
  type AdObject,
  type CloudObject,
  type CloudUser,
  type Connector,
  type FactKey,
  type FactSet,
} from "../domain";
import { sameText } from "./address";
import { errorsOn, type ObjectError } from "./errors";
import { sharedNames } from "./holders";
import { anchorInUse, anchorsOf, carries, isLinked, sameSid, searchableAnchors } from "./link";
import { isSelected, placeOf, type Place } from "./place";
import { syncSettings, type SyncSettings } from "./settings";
import { isSyncedTwin } from "./twin";

export interface Person {
  readonly settings: SyncSettings;
  /** The Active Directory account. */
  readonly ad: AdObject | undefined;
  /** Other live AD objects that share something with it. */
  readonly others: readonly AdObject[];
  /** The cloud account that was found for the person, linked or not. */
  readonly cloud: CloudUser | undefined;
  /** Every live cloud user found, each once, the person's first. */
  readonly users: readonly CloudUser[];
  readonly deleted: readonly CloudUser[];
  /** The sourceAnchor that the engine works out for the AD account now. */
  readonly anchor: string | undefined;
  /** Every anchor that the engine may have given it, the one in use first. */
  readonly anchors: readonly string[];
  /** True where `cloud` is synced from the AD account. */
  readonly isLinked: boolean;
  /** The subject's cloud object where it is no user. */
  readonly object: CloudObject | undefined;
  /** True where the cloud holds what is synced from the AD object, whatever its class. */
  readonly hasArrived: boolean;
  /** The live cloud user that carries the anchor in use, whether it counts as synced or not. */
  readonly carrier: CloudUser | undefined;
  /** The AD account with the cloud user that is synced from it. */
  readonly pair: { readonly ad: AdObject; readonly user: CloudUser } | undefined;
  /** The pair where nothing is withheld and the engine holds no error on it: the object itself has arrived whole. */
  readonly soundPair: { readonly ad: AdObject; readonly user: CloudUser } | undefined;
  /** Live cloud users that hold a sign-in name, an address or the SID of the AD account, and do not carry its anchor. */
  readonly rivals: readonly CloudUser[];
  /** Errors on the person's own object, on both sides. */
  readonly errors: readonly ObjectError[];
  /** Connector and partition of the AD account. */
  readonly place: Place | undefined;
  /** Domain and container of the AD account are selected. */
  readonly isSelected: boolean;
}

/** The facts that each part is made of. */
export const PARTS = {
  settings: ["server.globalSettings"],
  ad: ["ad.user"],
  others: ["ad.user", "ad.related"],
  cloud: ["entra.user"],
  users: ["entra.user", "entra.relatedUsers"],
  deleted: ["entra.deletedUsers"],
  anchor: ["ad.user", "server.globalSettings"],
  anchors: ["ad.user", "server.globalSettings"],
  isLinked: ["ad.user", "entra.user", "server.globalSettings"],
  object: ["entra.object"],
  hasArrived: ["ad.user", "entra.user", "entra.object", "server.globalSettings"],
  carrier: ["ad.user", "entra.user", "entra.relatedUsers", "server.globalSettings"],
  pair: ["ad.user", "entra.user", "entra.relatedUsers", "server.globalSettings"],
  soundPair: [
    "ad.user",
    "entra.user",
    "entra.relatedUsers",
    "server.globalSettings",
    "cs.chain",
    "server.runHistory",
    "server.connectors",
  ],
  rivals: ["ad.user", "entra.user", "entra.relatedUsers", "server.globalSettings"],
  errors: ["ad.user", "server.globalSettings", "cs.chain", "server.runHistory", "server.connectors"],
  place: ["ad.user", "server.connectors"],
  isSelected: ["ad.user", "server.connectors"],
} as const satisfies { readonly [P in keyof Person]: readonly FactKey[] };

/** What of the person is proved by the facts `K`. */
export type PersonOf<K extends FactKey> = Pick<
  Person,
  { [P in keyof Person]: (typeof PARTS)[P][number] extends K ? P : never }[keyof Person]
>;

/** Puts the person together. Each part is worked out when it is first read. */
export function personOf(facts: FactSet): Person {
  const of = <K extends FactKey, D>(key: K, otherwise: D) => valueOr(facts[key], otherwise);
  const make: { readonly [P in keyof Person]: (p: Person) => Person[P] } = {
    settings: () => syncSettings(of("server.globalSettings", undefined)),
    ad: () => of("ad.user", undefined),
    others: (p) => of("ad.related", []).filter((o) => !sameText(o.objectGUID, p.ad?.objectGUID)),
    cloud: () => of("entra.user", undefined),
    users: (p) => [
      ...new Map(
        [...(p.cloud === undefined ? [] : [p.cloud]), ...of("entra.relatedUsers", [])].map((u) => [u.id, u]),
      ).values(),
    ],
    deleted: () => of("entra.deletedUsers", []),
    anchor: (p) => (p.ad === undefined ? undefined : anchorInUse(p.settings, p.ad)),
    anchors: (p) => (p.ad === undefined ? [] : anchorsOf(p.settings, p.ad)),
    isLinked: (p) => p.ad !== undefined && p.cloud !== undefined && isLinked(p.settings, p.ad, p.cloud),
    object: () => of("entra.object", undefined),
    hasArrived: ({ ad, isLinked: linked, object }) => linked || isSyncedTwin(ad, object),
    carrier: (p) => p.users.find((u) => carries(u, p.anchor)),
    pair: ({ ad, carrier }) =>
      ad === undefined || carrier?.onPremisesSyncEnabled !== true ? undefined : { ad, user: carrier },
    soundPair: ({ pair, errors }) =>
      pair !== undefined && (pair.user.onPremisesProvisioningErrors ?? []).length === 0 && errors.length === 0
        ? pair
        : undefined,
    rivals: ({ ad, users, carrier, settings }) =>
      ad === undefined
        ? []
        : users.filter((u) => u !== carrier && (sharedNames(settings, ad, u).length > 0 || sameSid(ad, u))),
    errors: ({ ad, anchors }) =>
      errorsOn(
        { dn: ad?.dn, anchors },
        { chain: facts["cs.chain"], runs: facts["server.runHistory"], connectors: facts["server.connectors"] },
      ),
    place: ({ ad }) =>
      ad === undefined ? undefined : placeOf(ad, of<"server.connectors", Connector[]>("server.connectors", [])),
    isSelected: ({ ad }) =>
      ad !== undefined && isSelected(ad, of<"server.connectors", Connector[]>("server.connectors", [])),
  };
  return lazily(make);
}
/** An object whose properties are made once, when they are first read. */
function lazily<T extends object>(make: { readonly [P in keyof T]: (whole: T) => T[P] }): T {
  const whole = {} as T;
  for (const part of Object.keys(make) as (keyof T)[])
    Object.defineProperty(whole, part, {
      configurable: true,
      enumerable: true,
      get: () => {
        const value = make[part](whole);
        Object.defineProperty(whole, part, { value, enumerable: true });
        return value;
      },
    });
  return whole;
}

/** The other live AD object that a cloud user belongs to, by an anchor that the object bears or bore. */
export const ownerOf = (person: Pick<Person, "settings" | "others">, user: CloudUser): AdObject | undefined =>
  person.others.find((o) => searchableAnchors(person.settings, o).some((a) => carries(user, a)));
