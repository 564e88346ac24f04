import type { AdObject, CloudUser } from "../domain";
import { errorsOf } from "./errors";
import { sidesOf, type Given } from "./link";

/** The person's pair: the AD account and the live, synced cloud user that carries its anchor; undefined where there is none. */
export function pairOf(given: Given): { ad: AdObject; user: CloudUser } | undefined {
  const { ad, linked } = sidesOf(given);
  return ad === undefined || linked === undefined || linked.onPremisesSyncEnabled !== true
    ? undefined
    : { ad, user: linked };
}
/** The pair where nothing is withheld and the engine holds no error on it: the object itself has arrived whole. */
export function soundPair(given: Given): { ad: AdObject; user: CloudUser } | undefined {
  const pair = pairOf(given),
    sides = sidesOf(given);
  if (pair === undefined || (pair.user.onPremisesProvisioningErrors ?? []).length > 0) return undefined;
  return errorsOf(given, { dn: pair.ad.dn, anchors: sides.anchors }).length > 0 ? undefined : pair;
}
