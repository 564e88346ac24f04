/** Makes worlds: a tenant, its past, one injected cause with the lab's cycles after it, distractors, an ask, and the answer. */
import type { Scenario, World } from "../../src/lab/scenario";
import { Random } from "../differential/random";
import { askOf } from "./asks";
import { distract, distractBefore, distractLate } from "./distractors";
import { Draft } from "./draft";
import { tellRuns } from "./events";
import { DAY, HOUR, iso } from "./ids";
import { INJECTIONS, kindOf } from "./injections";
import type { Answer, Injection } from "./injection";
import { GROUPS } from "./names";
import { emptyWorldOf, momentOf, tenantOf } from "./tenant";

/** A made world: right is the first code being one of `right`, or where it cannot be decided `undetermined` or all of `either`. */
export interface Made {
  readonly id: string;
  readonly code: string;
  readonly form: string;
  readonly right: readonly string[];
  readonly either: readonly string[] | null;
  readonly subject: string;
  readonly ask: string;
  readonly world: World;
}
const PAST = 12 * DAY;
const ONSET: readonly [number, number] = [3 * HOUR, 4 * DAY];

/** Mixes the two numbers into one seed. */
const seedOf = (seed: number, index: number): number =>
  Math.imul((seed + 1) ^ 0x9e3779b9, 2654435761) ^ Math.imul(index + 17, 2246822519);

/** Which injection a world gets: each once in every round, in an order that the seed gives. */
export function injectionAt(seed: number, index: number, among: readonly Injection[]): Injection {
  const round = Math.floor(index / among.length),
    rng = new Random(seedOf(seed, 1_000_003 + round));
  const order = among.map((injection) => ({ injection, at: rng.next() })).sort((a, b) => a.at - b.at);
  return order[index % among.length]!.injection;
}
export function injectionsOf(code?: string): readonly Injection[] {
  return code === undefined ? INJECTIONS : INJECTIONS.filter((i) => i.code === code || `${i.code}/${i.form}` === code);
}

export function makeWorld(injection: Injection, seed: number, index: number): Made {
  const rng = new Random(seedOf(seed, index)),
    end = momentOf(rng),
    kind = kindOf(injection),
    wishes = injection.wishes ?? {};
  const tenant = tenantOf(rng, wishes),
    start = new Date(end.getTime() - PAST);
  const d = new Draft(rng, tenant, emptyWorldOf(rng, tenant, wishes, start), end);
  populate(d);
  d.settle();
  distractBefore(d, kind);
  const [latest, earliest] = injection.onset ?? ONSET;
  d.skipTo(d.before(latest + rng.next() * (earliest - latest)), 5);
  const answer = injection.make(d);
  distractLate(d, kind);
  d.runOn();
  distract(d, kind, answer);
  tellRuns(d);
  const ask = askOf(rng, d, quoting(d, answer));
  return {
    id: `w-${seed}-${index}`,
    code: injection.code,
    form: injection.form,
    right: [injection.code, ...(answer.also ?? [])],
    either: injection.undecidable ?? null,
    subject:
      answer.about === null ? (answer.name ?? "") : d.upn(answer.about) || String(answer.about.entry["sAMAccountName"]),
    ask,
    world: d.finish(),
  };
}
/** At times the admin quotes the error that the last export had for the person. */
function quoting(d: Draft, answer: Answer): Answer {
  if (answer.about === null || answer.says !== undefined || !d.rng.chance(0.25)) return answer;
  const dn = d.cloudDn(answer.about),
    newest = d.premises.runHistory.find(
      (r) => r.ConnectorName === d.tenant.cloudConnector && r.RunProfileName === "Export",
    );
  const error = newest?.Errors.find((e) => e.DN === dn);
  if (error === undefined) return answer;
  const says = d.rng.of([
    `export error ${error.ErrorName} for {X}`,
    `{X} fails at every export with ${error.ErrorName}`,
  ]);
  return { ...answer, complaint: "quoted", says };
}
/** People in every container, some outside the scope; administrators in the cloud; a group or two. */
function populate(d: Draft): void {
  const { rng, tenant } = d;
  for (let n = 9 + rng.below(7); n > 0; n--) d.hire();
  if (tenant.child !== null) for (let n = 1 + rng.below(3); n > 0; n--) d.hire(tenant.child.staff);
  for (let n = rng.below(4); n > 0; n--) d.hire(rng.of(tenant.outside));
  const admin = d.cloudOnly({ userPrincipalName: `admin@${tenant.initial}`, displayName: "Tenant Admin" });
  d.cloud.directoryRoles = { "Global Administrator": [admin], "Hybrid Identity Administrator": [admin] };
  if (tenant.identity.kind === "user" && tenant.tool === "connect") {
    d.users[tenant.identity.id] = {
      userPrincipalName: tenant.identity.name,
      displayName: "On-Premises Directory Synchronization Service Account",
      accountEnabled: true,
      userType: "Member",
      createdDateTime: "2022-05-10T09:00:00Z",
      assignedLicenses: [],
      proxyAddresses: [],
    } as never;
    d.cloud.directoryRoles["Directory Synchronization Accounts"] = [tenant.identity.id];
  }
  if (tenant.tool === "cloud-sync")
    d.cloudOnly({
      userPrincipalName: `ADToAADSyncServiceAccount@${tenant.initial}`,
      displayName: "On-Premises Directory Synchronization Service Account",
    });
  for (const name of GROUPS.filter(() => rng.chance(0.3))) {
    const members = rng.some(d.people, 0.4).map((p) => p.dn);
    d.objects[`CN=${name},${tenant.groupsOu}`] = {
      objectClass: ["top", "group"],
      objectGUID: rng.guid(),
      objectSid: d.sid(d.tenant.root, 1100 + GROUPS.indexOf(name)),
      cn: name,
      displayName: name,
      sAMAccountName: name,
      groupType: -2147483646,
      member: members,
      whenCreated: "2023-01-10T08:00:00Z",
      whenChanged: iso(d.now),
    };
  }
}
/** The world as a scenario file. */
export const scenarioOf = (m: Made): Record<string, unknown> => ({
  schema: "scenario/1",
  id: m.id,
  title: `${m.code} (${m.form})`,
  source: "made by the world maker",
  baseline: null,
  ask: m.ask,
  world: m.world,
  expect: { subject: m.subject, rootCause: m.either === null ? m.code : "undetermined", also: m.right.slice(1) },
});
export type MadeScenario = Scenario;
