/** A table of cases of one remediation: what it plans, what it asks a person, and every refusal that it can give. */
import assert from "node:assert/strict";
import { changesIn } from "../../src/domain";
import { english } from "../support/english";
import {
  absent,
  FACT_KEYS,
  seen,
  unreadable,
  type AnyRemediation,
  type Command,
  type Expectation,
  type Fact,
  type FactKey,
  type Facts,
  type FactSet,
  type Finding,
  type Plan,
  type Planned,
  type Verification,
  wordsIn,
} from "../../src/domain";
import { beforeImage } from "../../src/approvals/before";
import { frozen } from "../../src/approvals/compensation";
import { personOf } from "../../src/identity/person";
import { planFor } from "../../src/remediations";

/** Facts of a case: a value reads as seen, `null` as absent, a whole fact as it is. */
export type GivenFacts = { readonly [K in FactKey]?: Facts[K] | Fact<Facts[K]> | null };
interface Case {
  readonly name: string;
  /** What differs from the world of the table. */
  readonly facts?: GivenFacts;
  readonly finding?: Partial<Finding>;
  readonly choice?: string;
}
/** An expectation without its words. */
type Silent<E> = E extends { says: unknown } ? Omit<E, "says"> : never;
export interface PlanCase extends Case {
  readonly commands: readonly Command[];
  readonly verify: Verification;
  readonly expects?: readonly Silent<Expectation>[];
  /** The commands that take it back; `impossible` where there are none. */
  readonly undo?: readonly Command[] | "impossible";
  /** What the approver reads: each of these in summary, changes or touches, and none of those. */
  readonly tells?: readonly RegExp[];
  readonly tellsNot?: readonly RegExp[];
}
export interface RemediationTable {
  /** Facts on which the first plan stands, every needed one among them. */
  readonly world: GivenFacts;
  readonly finding?: Partial<Finding>;
  readonly plans: readonly [PlanCase, ...PlanCase[]];
  readonly refuses: readonly (Case & { readonly says: RegExp })[];
  /** Where a person chooses: the ids, the recommended one first. */
  readonly chooses?: readonly (Case & { readonly ids: readonly string[] })[];
  /** Where a fact must be asked for first, beyond the needed ones. */
  readonly asks?: readonly (Case & { readonly keys: readonly FactKey[] })[];
}

const FROM = { system: "ask", via: "remediation-tester" } as const;
const STATES: readonly unknown[] = ["seen", "absent", "unreadable"];
const isFact = (v: unknown): v is Fact<unknown> =>
  typeof v === "object" && v !== null && "state" in v && STATES.includes(v.state);
const factOf = (v: unknown, key: string): Fact<unknown> => {
  if (v === undefined) return unreadable("not-asked", `${key} was not asked for`);
  return v === null ? absent(FROM) : isFact(v) ? v : seen(v, FROM);
};
const factsOf = (given: GivenFacts): FactSet =>
  Object.fromEntries(FACT_KEYS.map((k) => [k, factOf(given[k], k)])) as unknown as FactSet;
/** The facts that the remediation declared; reading another one fails the test. */
function declared(remedy: AnyRemediation, given: GivenFacts): FactSet {
  const open = new Set<string>([...remedy.needs, ...(remedy.wants ?? [])]);
  return new Proxy(factsOf(given), {
    get(target, key: FactKey) {
      assert.ok(open.has(key), `${remedy.id} reads ${key} and does not declare it`);
      return target[key];
    },
  });
}
/** The commands that take it back, the last step's first. */
const takenBack = ({ undo }: Plan): readonly Command[] | "impossible" => {
  const commands = [...undo].reverse().flatMap((u) => ("command" in u ? [u.command] : []));
  return commands.length === 0 ? "impossible" : commands;
};
const silent = (expects: readonly Expectation[]) => expects.map(({ says: _, ...rest }) => rest);

/** Tries each case, and each needed fact unread. */
export function testRemediation(remedy: AnyRemediation, table: RemediationTable): void {
  const run = (c: Omit<Case, "name">): Planned => {
    const blank: Finding = { check: "x", verdict: "fail", message: "m", data: {}, evidence: [], suggests: [remedy.id] };
    const facts = declared(remedy, { ...table.world, ...c.facts });
    return planFor(remedy.id, facts, { ...blank, ...table.finding, ...c.finding }, c.choice);
  };
  const planOf = (c: Case): Plan => {
    const planned = run(c);
    assert.ok("plan" in planned, JSON.stringify(planned));
    const person = personOf(factsOf({ ...table.world, ...c.facts }));
    return frozen(planned.plan, beforeImage(planned.plan, person));
  };
  describe(`remediation ${remedy.id}`, () => {
    for (const c of table.plans)
      it(`plans: ${c.name}`, () => {
        const plan = planOf(c);
        assert.deepEqual(plan.commands, c.commands);
        assert.deepEqual(plan.verify, c.verify);
        if (c.expects !== undefined) assert.deepEqual(silent(plan.expects), c.expects);
        if (c.undo !== undefined) assert.deepEqual(takenBack(plan), c.undo);
        // A value that the image lacks could not be put back.
        assert.doesNotMatch(JSON.stringify(plan.undo), /is not recorded/);
        const read = [
          ...english([plan.summary, ...plan.touches]),
          ...changesIn(plan.changes).map((x) => `${x.what}: ${x.before} → ${x.after}`),
        ];
        for (const told of c.tells ?? []) assert.match(read.join("\n"), told);
        for (const told of c.tellsNot ?? []) assert.doesNotMatch(read.join("\n"), told);
        assert.equal(plan.remediation, remedy.id);
        assert.equal(plan.risk, remedy.risk);
        assert.doesNotMatch(JSON.stringify(plan), /undefined|NaN|\[object/);
      });
    for (const c of table.chooses ?? [])
      it(`lets a person choose: ${c.name}`, () => {
        const planned = run(c);
        assert.ok("choose" in planned, JSON.stringify(planned));
        assert.deepEqual(
          planned.choose.map((o) => o.id),
          c.ids,
        );
        for (const id of c.ids) assert.ok(!("choose" in run({ ...c, choice: id })), id);
      });
    for (const c of table.refuses)
      it(`refuses: ${c.name}`, () => {
        const planned = run(c);
        assert.match("refused" in planned ? wordsIn(planned.refused) : JSON.stringify(planned), c.says);
      });
    for (const c of table.asks ?? []) it(`asks first: ${c.name}`, () => assert.deepEqual(run(c), { asks: c.keys }));
    it("refuses on a needed fact that failed, and asks for one that was not asked", () => {
      for (const key of remedy.needs) {
        const failed = run({ facts: { [key]: unreadable("denied", "403") } });
        assert.ok("refused" in failed && wordsIn(failed.refused).startsWith(`${key} could not be read (403)`), key);
        assert.deepEqual(run({ facts: { [key]: unreadable("not-asked", "") } }), { asks: [key] });
      }
    });
    it("stands each wanted fact unreadable", () => {
      for (const key of remedy.wants ?? [])
        assert.doesNotThrow(() => run({ facts: { [key]: unreadable("denied", "403") } }), key);
    });
  });
}
