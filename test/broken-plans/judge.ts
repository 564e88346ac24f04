/** What a walk's cards say, held against the lab's world: every difference named, no sentence untrue. */
import type { Approval } from "../../src/domain";
import type { World } from "../../src/lab/scenario";
import { cardTexts, type Walked } from "./walk";
import { differencesOf, type Difference } from "./world-diff";

const EXPORTED =
  /exports everybody's pending changes|What a sync cycle has exported|what it has pushed is not taken back/;
const AS_BEFORE = "Everything that it touches stands as it did before.";

/** The differences, after the last plan, that no card names: by object and value, by the step that is not taken back, or as others' share of a cycle. */
export function unnamed(w: Walked): Difference[] {
  const { difference, approvals } = lastOf(w),
    texts = approvals.flatMap(cardTexts);
  return difference.filter((d) => !isNamed(d, texts, w));
}
const lastOf = ({ run, followed, difference }: Walked): { difference: readonly Difference[]; approvals: Approval[] } =>
  followed === undefined
    ? { difference, approvals: [run] }
    : { difference: followed.difference, approvals: [run, followed.approval] };
const STAYS: readonly (readonly [RegExp, RegExp])[] = [
  [/^(service|start type of) /, /A service is not stopped by a tool|The service .* was /],
  [/^rights on /, /A granted right is taken away by hand/],
  [/^run profiles of /, /Run profiles are edited by hand/],
  [/^Tls12$/, /The registry values are set back by hand/],
  [/^gMSA of /, /The account's rights are taken away by hand/],
  [/^(state of |SyncCycleInProgress)/, /A stopped run is not continued|A restart cannot be taken back/],
  [/^(SyncCycleEnabled|SchedulerSuspended)$/, /(SyncCycleEnabled|SchedulerSuspended) was /],
];
function isNamed(d: Difference, texts: readonly string[], w: Walked): boolean {
  if (d.side === "server") {
    const row = STAYS.find(([what]) => what.test(d.what));
    return row !== undefined && texts.some((t) => row[1].test(t));
  }
  const name = nameOf(d, w);
  const about = texts.filter((t) => t.includes(d.object) || (name !== undefined && t.includes(name)));
  if (about.some((t) => t.includes(d.what) || d.what === "place" || / carried the sourceAnchor /.test(t))) return true;
  // What a cycle did to objects that the plan does not name.
  return !isOfPlan(d, w) && texts.some((t) => EXPORTED.test(t));
}
/** An AD object is named by its DN before the run. */
function nameOf({ side, object }: Difference, { before }: Walked): string | undefined {
  if (side !== "ad") return undefined;
  for (const forest of Object.values(before.premises.directory.forests))
    for (const [dn, entry] of Object.entries(forest.objects)) if (entry["objectGUID"] === object) return dn;
  return undefined;
}
const isOfPlan = ({ object }: Difference, { run }: Walked): boolean => JSON.stringify(run.plan.before).includes(object);

/** Sentences on the cards that the lab's world contradicts. */
export function untrue(w: Walked): string[] {
  const { followed, run } = w;
  return [
    ...untrueOn(run, w.before, w.afterRun),
    ...(followed === undefined ? [] : untrueOn(followed.approval, w.before, w.after)),
  ];
}
function untrueOn(a: Approval, before: World, now: World): string[] {
  const difference = differencesOf(before, now),
    ofPlan = difference.filter(({ object }) => JSON.stringify(a.plan.before).includes(object)),
    texts = cardTexts(a);
  return texts.filter((t) => {
    if (t === AS_BEFORE) return ofPlan.length > 0;
    if (/^Nothing was changed/.test(t)) return (a.purpose ?? "repair") === "repair" && difference.length > 0;
    const id = [...Object.keys(now.cloud.users), ...Object.keys(now.cloud.deletedUsers)].find((x) => t.includes(x));
    if (/, is gone for good\.$/.test(t)) return id !== undefined;
    if (/, is among the deleted users\.$/.test(t)) return id === undefined || now.cloud.deletedUsers[id] === undefined;
    if (/, is among the users\.$/.test(t)) return id === undefined || now.cloud.users[id] === undefined;
    return valuesIn(t).some(({ what, is }) => !holds(t, what, is, now));
  });
}
/** `name: a was x, is y; b was z, is w.` */
const valuesIn = (t: string): { what: string; is: string }[] =>
  t.split(/[;:] (?=[\w-]+ was )/).flatMap((part) => {
    const m = /^([\w-]+) was .*, is (.*?)\.?$/.exec(part);
    return m === null ? [] : [{ what: m[1]!, is: m[2]! }];
  });
const shown = (v: unknown): string =>
  v === undefined || v === null || v === "" || (Array.isArray(v) && v.length === 0)
    ? "(empty)"
    : Array.isArray(v)
      ? v.map(shown).join(", ")
      : typeof v === "object"
        ? JSON.stringify(v)
        : String(v);
/** Membership follows from the groups' own members. */
function sameGroups(is: string, dn: string, { directory }: World["premises"]): boolean {
  const groups = Object.values(directory.forests).flatMap((f) =>
    Object.entries(f.objects).flatMap(([name, o]) => ([o["member"] ?? []].flat().includes(dn) ? [name] : [])),
  );
  return groups.every((g) => is.includes(g)) && is.length === (groups.join(", ") || "(empty)").length;
}
/** The value that the sentence names stands so in the world. */
function holds(t: string, what: string, is: string, { cloud, premises }: World): boolean {
  const scheduler = premises.scheduler as Readonly<Record<string, unknown>> | undefined;
  if (scheduler !== undefined && what in scheduler) return shown(scheduler[what]) === is;
  const user = Object.entries({ ...cloud.deletedUsers, ...cloud.users }).find(([id]) => t.includes(id))?.[1];
  if (user !== undefined) return shown(user[what]).replace(/^[0-9a-f]{32}/i, "") === is;
  const object = Object.values(premises.directory.forests)
    .flatMap((f) => Object.entries(f.objects))
    .find(([dn]) => t.startsWith(dn.split(",")[0]!));
  if (object === undefined) return true;
  if (what === "dn") return is === object[0];
  if (what === "memberOf") return sameGroups(is, object[0], premises);
  return shown(object[1][what]) === is;
}
