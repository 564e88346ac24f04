/** What a repair reached, read from the world after it and from the scenario's own `after`, without the product's rules. */
import { immutableIdOf } from "../../src/identity/anchor";
import { sameDn } from "../../src/identity/dn";
import type { TriageLine } from "../../src/cli/triage-line";
import type { Scenario, World } from "../../src/lab/scenario";
import type { CloudEntry, Entry } from "./transform";

/** The state of the case after the repair, and the parts of `expect.after` that do not hold, by name. */
export interface Outcome {
  readonly caseState: string;
  readonly unmet: readonly string[];
}

const same = (a: unknown, b: unknown): boolean => folded(a) === folded(b);
/** JSON without regard to letter case and to the order of properties; a null property is an absent one. */
const folded = (value: unknown): string => JSON.stringify(sorted(value)).toLowerCase();
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value ?? null;
  const entries = Object.entries(value).filter(([k, v]) => v !== null && k !== "onPremisesLastSyncDateTime");
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v)]));
}

/** The sourceAnchor of an account under the world's attribute (adsync.md §5.1): text as it is, GUIDs in base64, mS-DS-ConsistencyGuid with objectGUID behind it. */
function anchorOf(world: World, object: Entry): string | undefined {
  const attribute = String(
    world.premises.globalSettings["Microsoft.SynchronizationOption.AnchorAttribute"] ?? "mS-DS-ConsistencyGuid",
  );
  const byGuid = immutableIdOf(object.objectGUID);
  if (attribute === "objectGUID") return byGuid;
  if (attribute === "mS-DS-ConsistencyGuid") return immutableIdOf(String(object[attribute] ?? "")) ?? byGuid;
  const value = object[attribute];
  return typeof value === "string" ? value : undefined;
}

/** The subject on both sides of a world. */
interface Subject {
  readonly ad: Entry | undefined;
  readonly linked: CloudEntry | undefined;
  readonly named: CloudEntry | undefined;
}
function subjectOf(world: World, subject: string, dn: string | null): Subject {
  const entries = Object.values(world.premises.directory.forests).flatMap((f) => Object.entries(f.objects));
  const ad =
    entries.find(([at]) => dn !== null && sameDn(at, dn))?.[1] ??
    entries.find(([, o]) => same(o["userPrincipalName"], subject) || same(o["sAMAccountName"], subject))?.[1];
  const anchor = ad === undefined ? undefined : anchorOf(world, ad);
  const users = Object.values(world.cloud.users);
  return {
    ad,
    linked: users.find(
      (u) => anchor !== undefined && u.onPremisesSyncEnabled === true && u.onPremisesImmutableId === anchor,
    ),
    named: users.find((u) => same(u.userPrincipalName, subject)),
  };
}

/** Judges the world after the first repair was approved; `line` is what the triage with approval printed. */
export function outcomeOf(scenario: Scenario, line: TriageLine): Outcome {
  const after = scenario.expect?.after;
  const world = line.after?.world as World | undefined;
  if (world === undefined || scenario.expect === null) return { caseState: line.after?.caseState ?? "none", unmet: [] };
  const who = subjectOf(world, scenario.expect.subject, line.subject.distinguishedName);
  const unmet = [
    ...(after?.userInCloud === undefined || ((who.linked ?? who.named) !== undefined) === after.userInCloud
      ? []
      : ["userInCloud"]),
    ...(after?.immutableIdMatches === undefined || (who.linked !== undefined) === after.immutableIdMatches
      ? []
      : ["immutableIdMatches"]),
    ...unequal("cloudUser", after?.cloudUser, cloudUserOf(world, after?.cloudUser, who)),
    ...unequal("adObject", after?.adObject, who.ad),
    ...(after?.deleted ?? []).filter((id) => world.cloud.users[id] !== undefined).map(() => "deleted"),
    ...(after?.untouched ?? [])
      .filter((id) => !same(world.cloud.users[id], scenario.world.cloud.users[id]))
      .map(() => "untouched"),
  ];
  return { caseState: line.after?.caseState ?? "none", unmet };
}
const cloudUserOf = (
  world: World,
  wanted: Readonly<Record<string, unknown>> | undefined,
  who: Subject,
): CloudEntry | undefined =>
  Object.values(world.cloud.users).find((u) => same(u.userPrincipalName, wanted?.["userPrincipalName"])) ?? who.linked;
const unequal = (
  what: string,
  wanted: Readonly<Record<string, unknown>> | undefined,
  got: Readonly<Record<string, unknown>> | undefined,
): string[] => Object.entries(wanted ?? {}).flatMap(([k, v]) => (same(got?.[k], v) ? [] : [`${what}.${k}`]));
