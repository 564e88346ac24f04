/** Every plan that the worlds offer, each of its steps broken in each way: what came of it, as rows. */
import type { FollowingPurpose } from "../../src/domain";
import { FAULTS } from "./fault";
import { unnamed, untrue } from "./judge";
import { offersOf, walked, type Break, type Offer, type Walked } from "./walk";

/**
 * What came of a walk. `as-before`: the world is the one from before the run. `named`: it is not, and the cards name every difference. `unchanged`: nothing
 * had been changed. `refused`: what is done is not undone, and the card says why. `done`: the lost answer was found again, and the plan came to its end. `whole`: gone on with, and the world is that of an unbroken run.
 */
export type Came = "as-before" | "named" | "unchanged" | "refused" | "done" | "whole" | "UNNAMED";
export interface Row {
  readonly offer: Offer;
  readonly broken: Break | undefined;
  readonly purpose: FollowingPurpose;
  readonly came: Came;
  readonly untrue: readonly string[];
  /** What no card names, or why it did not come to what was asked for. */
  readonly notes: readonly string[];
}

/** One world for each remediation and each form of its plan, in the order of the worlds. `most`: worlds of one form that are walked. */
export async function formsIn(worlds: readonly string[], most: number): Promise<Offer[]> {
  const found: Offer[] = [],
    count = new Map<string, number>();
  for (const world of worlds)
    for (const offer of await offersOf(world)) {
      const form = `${offer.remediation} ${offer.kinds.join(" ")}`,
        n = count.get(form) ?? 0;
      if (n >= most) continue;
      count.set(form, n + 1);
      found.push(offer);
    }
  return found;
}

/** The plan whole, and undone; then every step of it in every fault, put back, and refused, gone on with. */
export async function rowsOf(offer: Offer): Promise<Row[]> {
  const rows: Row[] = [];
  const whole = await walked(offer, undefined, "undo");
  rows.push(rowOf(offer, whole, "undo"));
  for (let step = 0; step < offer.kinds.length; step++) {
    for (const fault of FAULTS) rows.push(rowOf(offer, await walked(offer, { step, fault }, "put-back"), "put-back"));
    rows.push(rowOf(offer, await walked(offer, { step, fault: "refused" }, "go-on"), "go-on", whole));
  }
  return rows;
}
function rowOf(offer: Offer, w: Walked, purpose: FollowingPurpose, whole?: Walked): Row {
  const { broken, run, followed } = w,
    base = { offer, broken, purpose, untrue: untrue(w) };
  if (broken !== undefined && run.state === "done") return { ...base, came: "done", notes: [] };
  const difference = followed?.difference ?? w.difference;
  const why = w.refused === undefined ? [] : [w.refused];
  if (purpose === "go-on" && followed !== undefined) {
    const same = JSON.stringify(difference) === JSON.stringify(whole?.difference);
    const ended = [`${followed.approval.state}: ${followed.approval.outcome ?? ""}`];
    return same ? { ...base, came: "whole", notes: [] } : { ...base, came: "named", notes: ended };
  }
  if (purpose === "undo" && followed === undefined) return { ...base, came: "refused", notes: why };
  if (difference.length === 0)
    return { ...base, came: w.difference.length === 0 ? "unchanged" : "as-before", notes: why };
  const missing = unnamed(w).map((d) => `${d.side} ${d.object} ${d.what}: ${d.before} → ${d.after}`);
  return missing.length === 0
    ? { ...base, came: "named", notes: why }
    : { ...base, came: "UNNAMED", notes: [...missing, ...why] };
}
