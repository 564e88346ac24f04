/** The former spellings of the identity rules, over the one home that they have now; each caller moves to the person and this file goes. */
import {
  type AdObject,
  type Chain,
  type CloudUser,
  type Connector,
  type Evidence,
  type Fact,
  type FactKey,
  type Facts,
  type FactSet,
  type RunResult,
} from "../domain";
import { errorsOn, type ObjectError } from "./errors";
import * as holders from "./holders";
import * as link from "./link";
import { ownerOf as personOwnerOf, personOf, type Person } from "./person";
import { syncSettings } from "./settings";

export type Given = { readonly [K in FactKey]?: Fact<Facts[K]> };
const whole = (given: Given): Person => personOf(given as FactSet);
export interface Sides {
  readonly ad: AdObject | undefined;
  readonly others: readonly AdObject[];
  readonly users: readonly CloudUser[];
  readonly deleted: readonly CloudUser[];
  readonly anchors: readonly string[];
  readonly linked: CloudUser | undefined;
  readonly rivals: readonly CloudUser[];
}
export function sidesOf(given: Given): Sides {
  const p = whole(given);
  return {
    ad: p.ad,
    others: p.others,
    users: p.users,
    deleted: p.deleted,
    anchors: p.anchors,
    linked: p.carrier,
    rivals: p.rivals,
  };
}
export const anchorAttribute = (given: Given): string => whole(given).settings.anchorAttribute;
export const anchorsIn = (given: Given, ad: AdObject): string[] => link.anchorsOf(whole(given).settings, ad);
export const upnSent = (given: Given, ad: AdObject): string | undefined => holders.upnSent(whole(given).settings, ad);
export const adNames = (given: Given, ad: AdObject): string[] => holders.adNames(whole(given).settings, ad);
export const sharedNames = (given: Given, ad: AdObject, user: CloudUser): string[] =>
  holders.sharedNames(whole(given).settings, ad, user);
export const ownerOf = (given: Given, sides: Sides, user: CloudUser): AdObject | undefined =>
  personOwnerOf({ settings: whole(given).settings, others: sides.others }, user);
export const holdsRole = (given: Given, user: CloudUser): boolean => {
  const roles = given["entra.roles"];
  return roles?.state === "seen" && roles.value.some((r) => r.principalId === user.id);
};
export const flag = (given: Given, name: string): boolean | undefined => {
  const s = given["entra.synchronization"];
  return s?.state === "seen" ? (s.value.features[name] ?? undefined) : undefined;
};
export const pairOf = (given: Given) => whole(given).pair;
export const soundPair = (given: Given) => whole(given).soundPair;
export const errorsOf = (
  given: Given,
  who: { readonly dn?: string | undefined; readonly anchors: readonly string[] },
): ObjectError[] =>
  errorsOn(who, { chain: given["cs.chain"], runs: given["server.runHistory"], connectors: given["server.connectors"] });
export const citeError = (e: ObjectError): Evidence => e.evidence;
export const objectErrors = (
  user: AdObject,
  chain: Fact<Chain>,
  runs: Fact<RunResult[]>,
  connectors: Fact<Connector[]>,
): ObjectError[] =>
  errorsOn({ dn: user.dn, anchors: link.anchorsOf(syncSettings(undefined), user) }, { chain, runs, connectors });
export const isLinked = (user: AdObject, cloud: Fact<CloudUser>): boolean =>
  cloud.state === "seen" && link.isLinked(syncSettings(undefined), user, cloud.value);
export const defaultAnchorsOf = (ad: AdObject): string[] => link.anchorsOf(syncSettings(undefined), ad);
