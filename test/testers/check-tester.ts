import assert from "node:assert/strict";
import { personOf } from "../../src/identity/person";
import {
  absent,
  FACT_KEYS,
  FACTS,
  fill,
  seen,
  unreadable,
  type AnyCheck,
  type Fact,
  type FactKey,
  type Facts,
  type FactSet,
  isBlaming,
  wordsIn,
  type Claim,
  type Value,
  type Verdict,
} from "../../src/domain";

/** Facts of a case: a bare value reads as seen, `"absent"`-state and unreadable facts are given whole. What is left out is empty where it is a list, else absent. */
export type GivenFacts = { readonly [K in FactKey]?: Facts[K] | Fact<Facts[K]> };
export interface CheckCase {
  readonly name: string;
  readonly facts: GivenFacts;
  readonly verdict: Verdict;
  readonly message: string;
  readonly data?: Readonly<Record<string, Value>>;
  readonly code?: string;
  readonly standing?: string;
  readonly suggests?: readonly string[];
}

const FROM = { system: "premises", via: "check-tester" } as const;
/** Asked and nothing found is an empty list where the fact is one. */
const isList = (key: string): boolean => FACT_KEYS.some((k) => k === key && FACTS[k].shape === "list");
const isFact = (v: unknown): v is Fact<unknown> =>
  typeof v === "object" &&
  v !== null &&
  "state" in v &&
  ["seen", "absent", "unreadable"].includes((v as { state: string }).state);
/** Every fact, for a check that reads some: unknown keys read as absent. */
export function factsOf(given: GivenFacts): FactSet {
  return new Proxy({} as FactSet, {
    get: (_target, key) => {
      const v = given[key as FactKey];
      return v === undefined ? (isList(String(key)) ? seen([], FROM) : absent(FROM)) : isFact(v) ? v : seen(v, FROM);
    },
  });
}
const list = (o: Claim<string> | readonly Claim<string>[]): readonly Claim<string>[] =>
  Array.isArray(o) ? o : [o as Claim<string>];

/** What a check claims on these facts. */
export function claimsOf(check: AnyCheck, given: GivenFacts): readonly Claim<string>[] {
  const facts = factsOf(given);
  return list(check.evaluate(facts, personOf(facts)));
}

/** A table of cases of one check. Demands each message at least once, refuses duplicate cases, and tries every needed fact absent and every wanted one unreadable. */
export function testCheck(check: AnyCheck, cases: readonly CheckCase[]): void {
  describe(check.id, () => {
    for (const c of cases)
      it(`${c.verdict}: ${c.name}`, () => {
        const outcomes = claimsOf(check, c.facts),
          hit = outcomes.find((o) => o.message === c.message);
        assert.ok(hit, `expected ${c.message}, got ${outcomes.map((o) => o.message).join(", ")}`);
        assert.equal(hit.verdict, c.verdict);
        const spec = check.messages[hit.message];
        assert.ok(spec !== undefined, `message ${hit.message} is not declared`);
        const texts = isBlaming(spec) ? [spec.text, ...(spec.advice ?? [])] : [spec];
        for (const text of texts)
          assert.doesNotMatch(fill(wordsIn(text), hit.data ?? {}), /\{\w+\}/, "a placeholder has no value");
        if (c.data !== undefined)
          for (const [key, value] of Object.entries(c.data)) assert.deepEqual(hit.data?.[key], value);
        if (c.code !== undefined) assert.equal(isBlaming(spec) ? spec.code : undefined, c.code);
        if (c.standing !== undefined) assert.equal(hit.standing, c.standing);
        if (c.suggests !== undefined) assert.deepEqual(hit.suggests ?? [], c.suggests);
        if (hit.verdict === "fail") assert.ok((hit.evidence ?? []).length > 0, "a fault needs evidence");
      });
    it("meets every message, and no case twice", () => {
      assert.deepEqual(
        Object.keys(check.messages).filter((m) => !cases.some((c) => c.message === m)),
        [],
      );
      assert.equal(new Set(cases.map((c) => c.name)).size, cases.length, "two cases have one name");
      assert.equal(
        new Set(cases.map((c) => JSON.stringify([c.facts, c.message]))).size,
        cases.length,
        "two cases are the same",
      );
    });
    it("stands every needed fact absent and every wanted one unreadable", () => {
      for (const c of cases) {
        for (const key of check.needs) assert.ok(claimsOf(check, { ...c.facts, [key]: absent(FROM) }).length > 0, key);
        for (const key of check.wants ?? [])
          assert.ok(claimsOf(check, { ...c.facts, [key]: unreadable("offline", "no answer") }).length > 0, key);
      }
    });
  });
}
