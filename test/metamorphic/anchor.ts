/** Tells a tenant anchored on mS-DS-ConsistencyGuid as one that is anchored on another attribute (reference: adsync.md §5). */
import { entraCsDn, guidOfImmutableId, immutableIdOf } from "../../src/identity/anchor";
import type { Scenario, World } from "../../src/lab/scenario";
import { mapTexts } from "./texts";
import { withWorld, type DoesNotApply, type Entry } from "./transform";

const SETTING = "Microsoft.SynchronizationOption.AnchorAttribute";
/** The value that the standard rules flow into sourceAnchor in a tenant on mS-DS-ConsistencyGuid (baseline, and every shared world). */
const FLOW =
  "IIF(IsPresent([mS-DS-ConsistencyGuid]),ConvertToBase64([mS-DS-ConsistencyGuid]),ConvertToBase64([objectGUID]))";

/** An account that the engine may sync: a user that is neither a computer nor a managed service account, nor built in. */
export interface Account {
  readonly dn: string;
  readonly object: Entry;
  /** Its sourceAnchor before: mS-DS-ConsistencyGuid, else objectGUID (§5.1). */
  readonly anchor: string;
}

/** The accounts of all forests with the sourceAnchor that they have in a tenant on mS-DS-ConsistencyGuid. */
export const accountsOf = (world: World): Account[] =>
  Object.values(world.premises.directory.forests).flatMap((forest) =>
    Object.entries(forest.objects).flatMap(([dn, object]) => {
      if (!object.objectClass.includes("user") || object.objectClass.includes("computer")) return [];
      const anchor = immutableIdOf(filled(object)) ?? immutableIdOf(object.objectGUID);
      return anchor === undefined ? [] : [{ dn, object, anchor }];
    }),
  );
const filled = (object: Entry): string => String(object["mS-DS-ConsistencyGuid"] ?? "");

/** Anchors that the cloud or a connector space holds and that no account has: of orphans, and of forests that are gone. */
export function strayAnchors(world: World, accounts: readonly Account[]): string[] {
  const own = new Set(accounts.map((a) => a.anchor));
  const users = [...Object.values(world.cloud.users), ...Object.values(world.cloud.deletedUsers)];
  const held = users.map((u) => u.onPremisesImmutableId ?? "");
  return [...new Set(held.filter((a) => guidOfImmutableId(a) !== undefined && !own.has(a)))];
}

/** Why no other attribute can be told for this world; undefined where it can. */
export function anchorIsTheFault(world: World, accounts: readonly Account[]): DoesNotApply | undefined {
  if (world.premises.globalSettings[SETTING] === undefined)
    return { doesNotApply: "nothing", why: "no Connect Sync server, so no attribute was chosen as sourceAnchor" };
  const earlier = new Set(
    accounts.flatMap(({ object, anchor }) => {
      const byGuid = immutableIdOf(object.objectGUID);
      return byGuid === undefined || byGuid === anchor ? [] : [byGuid];
    }),
  );
  return strayAnchors(world, accounts).some((a) => earlier.has(a))
    ? {
        doesNotApply: "fault",
        why: "the cloud holds the anchor of another attribute of the same account: the fault is the attribute in use (adsync.md §5.1)",
      }
    : undefined;
}

/** Another GUID for a GUID, always the same one: as if carried over from another forest. */
export const carried = (guid: string): string =>
  guid.replace(/^[0-9a-f]{8}/i, (h) =>
    (Number.parseInt(h, 16) ^ 0x5a5a5a5a).toString(16).replace("-", "").padStart(8, "0").slice(-8),
  );

/** How the exchanged tenant names its attribute, gives each account a value, and flows it. */
export interface NewAnchor {
  readonly attribute: string;
  /** The inner expression of the standard sourceAnchor flow. */
  readonly flow: string;
  /** Old anchor → new anchor, for every account and every stray one. */
  readonly anchors: ReadonlyMap<string, string>;
  /** What each account holds in the attribute; undefined leaves it as it is. */
  readonly value: (account: Account) => string | undefined;
}

/** Setting, AD values, cloud anchors, connector-space DNs, run errors, event texts, rules and expectation under the new attribute. */
export function exchangeAnchor(scenario: Scenario, next: NewAnchor): Scenario {
  const pairs = [...next.anchors].flatMap(([from, to]) => [
    [from, to] as const,
    [hexOf(from), hexOf(to)] as const,
    [hexOf(from).toLowerCase(), hexOf(to).toLowerCase()] as const,
  ]);
  const exchange = (text: string, property: string): string =>
    property === "mS-DS-ConsistencyGuid" || property === "objectGUID"
      ? text
      : pairs.reduce((t, [from, to]) => t.replaceAll(from, to), text);
  const changed = withWorld(scenario, (world) => {
    const { premises } = world;
    world.cloud = mapTexts(world.cloud, exchange);
    premises.runHistory = mapTexts(premises.runHistory, exchange);
    premises.connectorSpace = mapTexts(premises.connectorSpace, exchange);
    premises.eventLog = mapTexts(premises.eventLog, exchange);
    premises.globalSettings[SETTING] = next.attribute;
    for (const rule of premises.syncRules)
      for (const t of rule.Transforms ?? [])
        if (t.Target === "sourceAnchor") t.Source = t.Source.replaceAll(FLOW, next.flow);
    for (const account of accountsOf(world)) giveValue(world, account, next);
  });
  return { ...changed, expect: mapTexts(scenario.expect, exchange) };
}
const hexOf = (anchor: string): string => entraCsDn(anchor).slice("CN={".length, -1);

/** The account's value in AD, and in the AD connector space where the world states the object there. */
function giveValue(world: World, account: Account, next: NewAnchor): void {
  const value = next.value(account);
  if (value === undefined) return;
  account.object[next.attribute] = value;
  for (const entry of world.premises.connectorSpace)
    if (entry.DistinguishedName === account.dn && Object.keys(entry.Attributes).length > 0)
      entry.Attributes[next.attribute] = value;
}
